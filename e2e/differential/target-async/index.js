const log = [];
const wait = v => new Promise(r => setTimeout(r, 1, v));
async function f(a, b = log.push("default")) { log.push(this && this.name, arguments.length); const v = await wait(a); log.push(v); return v + b }
const o = { name: "o", f, arrow() { return (async () => this.name + (await wait("!")))() } };
globalThis.__result = (async () => {
  const r = [await o.f(1), await o.arrow()];
  try { await (async () => { throw new RangeError("x") })() } catch (e) { r.push(e.constructor.name) } finally { r.push("finally") }
  r.push(await Promise.all([1, 2].map(async x => x * (await wait(2)))));
  return [r, log];
})();
