// The remote is in use before any shared module is asked for, so that every runtime has seen all providers.
export async function main() {
  const math = await import('remote/math');
  const [{ default: multiply, add, Vector }, report, legacy, lazy, shared] = [math, await import('remote/report'), await import('remote/legacy'), await import('remote/lazy'), await import('./shared.mjs')];
  const before = math.count;
  math.bump();
  return {
    math: { keys: Object.keys(math).sort(), multiply: multiply(6, 7), add: add(1, 2), length: new Vector(3, 4).length, live: [before, math.count], tag: String(math) },
    again: (await import('remote/math')) === math,
    many: { same: (await import('remote/many')).add === add, side: globalThis.__side },
    legacy: { call: legacy.default('legacy'), answer: legacy.answer, defaultAnswer: legacy.default.answer },
    lazy: await lazy.load(),
    circular: (await import('remote/uses-host')).seen,
    versions: { host: shared.versions, remote: report.versions },
    state: { store: [shared.store.hit(), report.store.hit()], single: [shared.single.hit(), report.single.hit()] },
    instances: [...globalThis.__instances].sort(),
    missing: await import('remote/missing').then(String, (e) => [e instanceof Error, e.message.split('\n')[0]]),
    broken: await import('remote/broken').then(String, (e) => [e instanceof RangeError, e.message.split('\n')[0]]),
  };
}
