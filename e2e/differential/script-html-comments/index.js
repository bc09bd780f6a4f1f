globalThis.__result = require('./c.js');
