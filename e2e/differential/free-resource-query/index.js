const f = require('./b?one=1#two');
const g = require('./b');
globalThis.__result = [f, g];
