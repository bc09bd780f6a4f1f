const fs = []; for (const x of new Set([1, 2])) fs.push(() => x); for (let i = 0; i < 2; i++) fs.push(() => i);
const [a, , b = 9, ...c] = (function* () { yield 1; yield 2; yield; yield 4 })();
globalThis.__result = [fs.map(f => f()), a, b, c];
