import { a, b as \u{63}, fn, obj, tag } from './m.js';
const re = /[/\]]+/g, div = 4 / 2 / 1; let i = 2; i++ / 2; const x = a ? /re/.source : b_;
var b_ = 1; const t = tag`x${a}y${`nested ${c}`}\u0041`;
const o = { a, c, fn, async *[a]() {}, get fn2() { return fn }, 'a-b': a, 1: c, __proto__: { p: a }, async: a, get: a, set: c, static: a, await: 1 };
label: for (const a of [1, 2]) { for (var k in obj) { if (a === 2) continue label; if (k === 'z') break label; } }
const arrow = async (a = c, { fn: f = fn } = {}, ...[r]) => { await null; return [a, f(), r] };
const cond = a ? b_ ? 'x' : (a, c) : fn();
const opt = obj?.q?.[a]?.(c) ?? obj.deep?.fn?.(), neg = (-a) ** 2 || (-1) ** 2;
switch (a) { case c: { let a = 1 } default: var sw = typeof a; }
const seq = (a, fn)(), news = new (class { constructor() { this.t = new.target.name } static s = a }), nn = new fn.Cls, nn2 = new (fn().constructor)('q');
if (a) { function decl() { return 1 } } else ;
do i--; while (i > 0) ; for (;;) { break } ; void 0, typeof a;
let async = 1, of = 2, get = 3; for (of of [1]) ; async = of; let yield_ = a
++i
const html = '</script><!--', tpl = `</script>\${a}`, regex = /<\/script>/.source, num = [0x1F, 0b11, 0o17, 1e3, .5, 5., 1_000, 10n];
globalThis.__result = (async () => [re.source, div, x, t, Object.keys(o), o.p, await arrow(), await arrow(1, { fn: () => 2 }, 3), cond, opt, neg, sw, seq, news, nn, nn2, i, async, html, tpl, regex, num, yield_])();
