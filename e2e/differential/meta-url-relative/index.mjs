const u = new URL('./data.txt', import.meta.url);
globalThis.__result = [u instanceof URL, u.protocol, u.href.endsWith('.txt')];
