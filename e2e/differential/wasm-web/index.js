// env: chromium
globalThis.__result = import('./main.js').then((m) => m.result);
