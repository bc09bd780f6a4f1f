const name = './b' + (globalThis.__no || '');
const f = (n) => { try { return require(n); } catch (e) { return [e.code, e.message]; } };
globalThis.__result = f(['./', 'b'].join(''));
