const b = require('./b');
globalThis.__result = [b, typeof module.id !== 'undefined', module.loaded, module.exports === exports, Array.isArray(module.children), Array.isArray(module.paths), module.hot, typeof module.hot, module.parent === undefined];
