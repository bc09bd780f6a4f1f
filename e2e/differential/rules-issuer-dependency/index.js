import esm from './data.txt';
import { other } from './lib/other.js';
const cjs = require('./data.txt');
globalThis.__result = [esm, other, cjs, String(new URL('./data.txt', import.meta.url)).startsWith('data:')];
