import { a } from './c1.js';
const { b, ...rest } = require('./c2.js');
const c3 = require('./c3.js').sub.x;
require('./c4.js').reset();
const fn = require('./c5.js').fn;
const { default: d, n = 'fallback', ['co' + 'mp']: comp } = require('./esm.js');
let later; later = require('./c6.js'); later.x = 5;
globalThis.__result = [a, b, rest, c3, require('./c4.js').count, fn(), d, n, comp, require('./c6.js').x, require('./c7.js')(), (0, require('./c8.js').self)(), typeof require('./c9.js').missing];
