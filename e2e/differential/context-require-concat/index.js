const get = (n) => { try { return require('./ctx/' + n); } catch (e) { return [e.code, e instanceof Error]; } };
globalThis.__result = ['a', 'a.js', 'b', 'c.js', 'd.json', 'd', 'sub', 'sub/', 'sub/e', 'nope'].map(get);
