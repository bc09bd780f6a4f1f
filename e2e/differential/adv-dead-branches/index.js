const out = [];
if (false) { require('./gone-1') } else out.push('else');
false && require('./gone-3'); true || require('./gone-4');
const t = true ? 'kept' : require('./gone-5');
const n = null ?? 'nullish', q = 0 ?? require('./gone-6');
function f() { return 'early'; require('./gone-7') }
function g() { if (true) { return hoisted; } var hoisted = require('./gone-8'); }
if (typeof undefinedThing !== 'undefined') out.push(undefinedThing);
switch ('a') { case 'b': out.push('b'); break; case 'a': out.push('a'); }
if ('' + 1 === '1' && !('x' === 'y') && 2 > 1) out.push('folded');
if (!1) { var declared = 1; function inBlock() {} } out.push(typeof declared, typeof inBlock);
throwing: { if (1) break throwing; out.push('never') }
globalThis.__result = [out, t, n, q, f(), g()];
