const one = require('./m');
const id = require.resolve('./m');
const cached = require.cache[id];
delete require.cache[id];
const two = require('./m');
require.cache[id].exports = 'patched';
globalThis.__result = [one.n, two.n, cached.exports === one, require('./m'), id in require.cache, Object.keys(require.cache).length > 1, typeof require.cache[require.resolve('./never-run')]];
if (globalThis.never) require('./never-run');
