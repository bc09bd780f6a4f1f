globalThis.__result = require('./sloppy.js');
