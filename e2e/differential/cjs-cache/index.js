const a = require('./b');
const same = require('./b') === a;
delete require.cache[require.resolve('./b')];
globalThis.__result = [same, require('./b') === a, typeof require.cache];
