const get = (n, m) => { try { return require(`./ctx/${n}/${m}.js`); } catch (e) { return e.code; } };
globalThis.__result = [get('sub', 'e'), get('sub', 'index'), get('.', 'a'), get('sub', 'x')];
