var o = { inWith: 1, p: 2 };
with (o) { p = inWith + 5; var leaked = p; }
undeclared = 'global';
function f(a) { arguments[0] = 'changed'; return [a, this === globalThis || this === undefined, typeof this]; }
var octal = 010, lit = "\101";
lbl: for (var i = 0; i < 3; i++) { for (;;) { if (i == 1) break lbl; continue lbl; } }
label2: { if (i) break label2; lit = 'no'; }
var let_ = (function () { var let = 1, yield = 2, static = 3, await = 4, package = 5; return let + yield + static + await + package; })();
if (true) { function block() { return 'block' } }
var dup = 1; var dup = 2;
function two(a, a) { return a; }
delete o.p;
module.exports = [o, leaked, globalThis.undeclared, f('x'), octal, lit, i, let_, block(), dup, two(1, 2), typeof delete globalThis.undeclared, (function () { return typeof this })(), this === module.exports || this === exports];
