// The WebAssembly calls back into offset.js, which the bundler links.
import { add } from './add.wasm';

export const addTwo = (n: number): number => add(n, 1);
