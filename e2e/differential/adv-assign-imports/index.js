import * as ns from './m.js'; import def from './m.js';
const out = [];
try { ns.x = 2; out.push('set', ns.x) } catch (e) { out.push(e.name, ns.x) }
out.push(def.value++, def.value, (def.deep.a += 1), delete def.gone, Object.keys(def).sort());
({ v: def.value } = { v: 'destructured', r: 1 });
out.push(def);
globalThis.__result = out.slice(2);
