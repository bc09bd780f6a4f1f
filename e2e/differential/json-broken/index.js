let a;
try { a = require('./broken.json'); } catch (e) { a = 'throws'; }
globalThis.__result = a;
