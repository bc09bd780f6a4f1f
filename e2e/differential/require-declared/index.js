function f(require) { return [require('./nope'), require.context && 1, require.resolve('./x')]; }
const own = (x) => x; own.resolve = (x) => 'r' + x; own.context = 1;
globalThis.__result = f(own);
