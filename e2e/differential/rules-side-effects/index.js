import { used } from './lib.js';
import './dropped.js';
import './kept.js';
globalThis.__result = [globalThis.ran, typeof used];
