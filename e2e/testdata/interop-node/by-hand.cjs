// Uses a container without any host runtime: node by-hand.cjs path/to/remoteEntry.js
const container = require(process.argv[2]);
const message = (e) => e.message.split('\n')[0];

(async () => {
  const scope = { 'tiny-single': { '1.9.0': { get: async () => () => ({ version: '1.9.0 by hand' }), from: 'hand', eager: false } } };
  await container.init(scope);
  const store = scope['tiny-store']['1.3.0'];
  console.log(JSON.stringify({
    keys: Object.keys(container).sort(),
    offered: Object.fromEntries(Object.keys(scope).sort().map((name) => [name, Object.keys(scope[name]).filter((v) => scope[name][v].from === 'remote').sort()])),
    entry: { from: store.from, eager: Boolean(store.eager), get: typeof store.get },
    sum: (await container.get('./math'))().add(2, 3),
    single: (await container.get('./report'))().versions.single,
    twice: await Promise.resolve().then(() => container.init(scope)).then(() => 'fine', message),
    other: await Promise.resolve().then(() => container.init({})).then(() => 'accepted', message),
    missing: await Promise.resolve().then(() => container.get('./nothing')).then(() => 'found', message),
  }));
})().catch((e) => { console.error(e); process.exitCode = 1; });
