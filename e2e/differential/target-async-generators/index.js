const wait = v => new Promise(r => setTimeout(r, 1, v));
async function* g() { try { for (let i = 0; i < 3; i++) yield await wait(i) } finally { log.push("closed") } }
const log = [];
globalThis.__result = (async () => {
  for await (const x of g()) { log.push(x); if (x == 1) break }
  for await (const x of [wait("a"), "b"]) log.push(x);
  async function* d() { yield* g() }
  for await (const x of d()) log.push(x);
  return log;
})();
