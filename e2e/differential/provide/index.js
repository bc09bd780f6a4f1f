// env: web
const lib = require('./lib');
globalThis.__result = [$('x'), join('a', 'b'), jQuery === $, window.jQuery === $, typeof Unused, typeof $, shadow(1), lib.default, { $ }.$ === $, nested()];
function shadow($) { return $; }
function nested() { const f = () => join($('q'), 'z'); return f(); }
