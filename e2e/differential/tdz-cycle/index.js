import { a, log } from './a.js';
globalThis.__result = [a, log];
