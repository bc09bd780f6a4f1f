import cjs, { a, b as bb } from './c.cjs';
import * as ns from './c.cjs';
export * from './c.cjs';
export { a as again } from './c.cjs';
const { a: a2 } = cjs, { b } = ns, lazy = (await import('./c.cjs')).default.b;
globalThis.__result = [a, bb, a2, b, lazy, ns.default === cjs, Object.keys(ns).sort()];
