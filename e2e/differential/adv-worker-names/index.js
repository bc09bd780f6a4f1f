import { x as then, default as toString } from './m.js';
import * as constructor from './m.js';
const o = { then, toString, constructor, hasOwnProperty: 1 };
globalThis.__result = [o.then, o.toString(), o.constructor.x, 'hasOwnProperty' in o, constructor.undefined];
