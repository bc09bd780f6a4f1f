const get = async (n) => { try { return await import('./ctx/' + n + '.js'); } catch (e) { return e.code; } };
globalThis.__result = Promise.all(['a', 'b', 'c', 'sub/e', 'nope'].map(get));
