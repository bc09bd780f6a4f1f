const f = (g) => { try { return g(); } catch (e) { return e.code; } };
globalThis.__result = [f(() => require('./locale/de')), f(() => require('./other/de'))];
