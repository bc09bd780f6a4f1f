import { n, inc, obj, setObj, def as d1, list } from './counter.js';
import def, { change } from './counter2.js';
import { n as again, viaLet } from './reexport.js';
const before = [n, again, viaLet];
inc(); inc();
const old = obj; setObj({ k: 2 });
change();
[...list].forEach(() => inc());
globalThis.__result = [before, [n, again, viaLet], old.k, obj.k, d1, def];
