import { a, b as c } from './lib.js';
import * as ns from './lib.js';
globalThis.__result = { a, c, keys: Object.keys(ns), ns };
