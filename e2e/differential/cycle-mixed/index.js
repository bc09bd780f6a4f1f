import { esm } from './esm.js';
globalThis.__result = [esm, globalThis.trace];
