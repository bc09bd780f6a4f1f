import { a, deep } from './one.js'; import whole from './one.js'; import * as ns from './three.js';
const { b } = require('./one.js');
globalThis.__result = [a, b, deep, Object.keys(whole).sort(), ns.default === whole, require('./getter.js').lazy, require('./assign.js'), require('./cond.js').which];
