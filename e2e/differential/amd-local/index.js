var got = [];
define('one', [], function () { return 1; });
define('two', ['one'], function (one) { return one + 1; });
require(['one', 'two'], function (a, b) { got.push(a, b); });
globalThis.__result = new Promise((ok) => setTimeout(() => ok(got), 10));
