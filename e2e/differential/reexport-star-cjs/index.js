import * as ns from './star.js';
import { a, later } from './star.js';
globalThis.__result = [a, later, ns.own, Object.keys(ns).sort(), ns.default, 'a' in ns];
