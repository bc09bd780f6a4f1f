import { a, log } from './a.mjs';
import('./late.mjs').then((m) => { log.push(m.v); });
export {};
await 0;
globalThis.__result = new Promise((ok) => setTimeout(() => ok([a, log]), 50));
