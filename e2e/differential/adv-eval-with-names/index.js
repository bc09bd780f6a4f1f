import { secret, other } from './m.js';
function direct(x) { const local = 'local ' + x; return eval('local + " " + x'); }
const indirect = (0, eval)('typeof secret');
const viaNew = new Function('a', 'return a * 2')(4);
globalThis.__result = [direct('arg'), indirect, viaNew, secret, other()];
