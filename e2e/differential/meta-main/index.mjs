import { main } from './b.mjs';
globalThis.__result = [import.meta.main, main, typeof import.meta.main];
