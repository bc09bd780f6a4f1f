import data, * as ns from './d.json' with { type: 'json' };
globalThis.__result = (async () => [data, ns, await import('./d.json', { with: { type: 'json' } })])();
