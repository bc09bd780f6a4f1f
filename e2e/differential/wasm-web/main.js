import { add } from './math.wasm';
import * as math from './math.wasm';
import { memory, g } from './mem.wasm';
import { logged } from './env.js';
const before = math.load();
new Int32Array(memory.buffer)[0] = 7;
const again = await import('./math.wasm');
export const result = [add(1, 2), logged, Object.keys(math).sort(), before, math.load(), math['a-b'](), g.value, again.add === add, again.default];
