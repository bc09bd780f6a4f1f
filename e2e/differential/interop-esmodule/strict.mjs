import d1 from './flag.js';
import d2 from './plain.js';
import * as ns from './flag.js';
import * as fn from './fn.js';
export const viaMjs = [d1, d2, Object.keys(ns).sort(), ns.default, typeof fn.default];
