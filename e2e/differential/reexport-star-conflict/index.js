import * as ns from './both.js';
import { own, c } from './both.js';
globalThis.__result = [Object.keys(ns).sort(), 'same' in ns, own, c, ns.dup];
