const a = require(globalThis.__yes ? './b' : './c');
const b = require(process.env.NODE_ENV === 'nope' ? './b' : './c');
const c = (x) => require(x === 1 ? './b' : x === 2 ? ('./c') : "./d");
globalThis.__result = [a, b, c(1), c(2), c(3)];
