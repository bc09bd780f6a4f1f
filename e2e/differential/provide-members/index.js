const used = [$('x'), jq.fn, map([1]), window.jQuery('y'), typeof $, typeof jq];
function f($) { return $; }
{ const map = 'own'; used.push(map); }
used.push(f('param'), { $ }.$('z'), def, esm.named);
globalThis.__result = used;
