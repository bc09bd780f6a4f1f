const order = [];
const src = { get a() { order.push("a"); return 1 }, b: 2, [Symbol.for("s")]: 3 };
const { b, ...rest } = { ...src, c: 4, ...null, ..."hi" };
const f = ({ x, ...y }, ...z) => [x, y, z];
globalThis.__result = [b, rest, Object.getOwnPropertySymbols(rest).length, order, f({ x: 1, y: 2, z: 3 }, 4, 5)];
