import def, * as ns from './all.js';
globalThis.__result = [def, Object.keys(ns).sort(), ns];
