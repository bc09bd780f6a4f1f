import { Array as A, Object as O, a, require as r, module as m, exports as e } from './a.js';
import { a as a2, Symbol as S } from './b.js';
import * as ns from './c.js';
import def from './d.js';
import { default as other } from './e.js';
const index = 'index', __webpack_require__ = 'mine', a_a = 1;
globalThis.__result = [A, O, a, r, m, e, a2, S, ns.a, def, other, index, __webpack_require__, a_a, Object.keys({ b: 1 }), Array.isArray([]), typeof Symbol];
