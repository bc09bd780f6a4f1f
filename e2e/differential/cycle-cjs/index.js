const a = require('./a');
globalThis.__result = [a.done, a.seen, require('./b').seen, require('./b').fn()];
