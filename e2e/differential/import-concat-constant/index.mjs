globalThis.__result = Promise.all([import('./a' + '.js'), import(`./a.js`)]).then((l) => l.map((n) => n.default));
