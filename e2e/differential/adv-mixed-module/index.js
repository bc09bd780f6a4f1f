const mixed = require('./mixed.js'), dual = require('./dual.js');
globalThis.__result = [mixed.a, mixed.viaRequire, Object.keys(mixed).sort(), dual(), dual.named, require('./empty.js'), Object.keys(require('./only-import.js'))];
