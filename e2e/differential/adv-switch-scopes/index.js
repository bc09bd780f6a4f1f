import { a, b } from './m.js';
const out = [];
switch (a) { case 'a': { const b = 'block b'; out.push(b) } case b: let c = a; out.push(c); default: function inner() { return b } out.push(inner()) }
try { throw { a: 'thrown' } } catch ({ a }) { out.push(a) } finally { out.push(b) }
for (const { a: x = b } of [{}]) out.push(x);
for (let a = 0, f = () => a; a < 1; a++) out.push(f());
out.push(((a, c = () => a) => { var a = 'var'; return [a, c()] })('param'));
out.push((function a() { return typeof a })(), (class b { static n = b.name.length > 0 }).n);
{ var { a: hoisted = b } = {}; } out.push(hoisted);
const gen = function* (x = a) { const b = yield x; return b }; const g = gen(); out.push(g.next().value, g.next('sent').value);
label: { const a = 1; if (a) break label; } out.push(`${a}${(() => { const a = 'shadow'; return a })()}`);
globalThis.__result = out;
