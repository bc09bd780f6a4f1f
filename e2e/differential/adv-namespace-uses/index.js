import * as ns from './m.js';
import * as self from './index.js';
export const mine = 'mine';
const { a, ...others } = ns, key = 'b', copy = { ...ns }, arr = Object.entries(ns).map(([k]) => k).sort();
let set; try { ns.a = 1; set = 'silent' } catch (e) { set = e.name }

globalThis.__result = [a, others, ns[key], copy, arr, 'a' in ns, 'q' in ns, typeof ns.nope, ns.fn === ns['fn'], Object.prototype.toString.call(ns), self.mine, ns.sub.x, ns.sub[key], JSON.stringify(ns), Object.getPrototypeOf(ns) === null || typeof ns, Reflect.has(ns, 'a'), ns?.a, (ns).a];
