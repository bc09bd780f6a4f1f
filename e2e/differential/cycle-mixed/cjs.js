const e = require('./esm.js');
globalThis.trace = [Object.keys(e).sort().join(), e.hoisted(), e.__esModule];
let early; try { early = e.default } catch (x) { early = x.name }
globalThis.trace.push(early);
exports.late = () => e.hoisted() + ' late';
