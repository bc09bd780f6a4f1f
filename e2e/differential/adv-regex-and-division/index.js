import { g, i as I } from './m.js';
let i = 4, a = [8], f = () => 2;
const r = [i++ / 2 / g, a[0] / 2 / g, f() / g, (i) / 2 / 1, +/\d/.test('1'), i / /4/.exec('4')[0], typeof /x/g, [/[/]/, /\//].map((x) => x.source), !/a/i.test('A') / 1, { a: 4 }.a / 2, `${4}` / 2 / g, I / 1];
if (g) /re/.test('re') && r.push('stmt regex');
while (i-- > 5) /x/.test('x'); do /y/g; while (false)
const x = i
/g/1
r.push(x); { } /block regex/.test('block regex') && r.push('after block');
const o = () => {}
/1/g.test('1') || r.push(typeof o)
globalThis.__result = r;
