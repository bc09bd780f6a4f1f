import { a, b as bee, deep, ns, default as def, renamed, fnc, Cls } from './l1.js';
import * as all from './l1.js';
globalThis.__result = [a, bee, deep, ns.z, def, renamed, fnc(), new Cls().v, Object.keys(all).sort(), all.ns === ns, all.default];
