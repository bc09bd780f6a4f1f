import a from './a.json' with { type: 'json' };
import { x } from './a.json' with { "type": "json" };
export { default as re } from './a.json' with { type: 'json' };
globalThis.__result = (async () => [a, x, await import('./a.json', { with: { type: 'json' } }), (await import('./b.json', { with: { type: "json" }, })).default.b])();
