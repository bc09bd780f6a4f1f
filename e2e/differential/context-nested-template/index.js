const get = (a, b) => { try { return require(`./d/${a}-${b}.js`); } catch (e) { return e.code; } };
globalThis.__result = [get('x', 'y'), get('x', 'z'), get('xy', '')];
