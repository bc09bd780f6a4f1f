const log = [];
class A { x = log.push("x"); #y = log.push("y"); static s = log.push("s"); static { log.push("block") } ["computed" + log.push("key")] = 1; get y() { return this.#y } #m() { return "m" } m() { return this.#m() } static #p = 3; static p() { return A.#p } has(o) { return #y in o } }
const a = new A();
globalThis.__result = [log, Object.keys(a), a.y, a.m(), A.p(), a.has(a), a.has({}), A.s];
