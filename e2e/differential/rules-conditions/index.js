import a from './src/a.js';
import b from './src/b.js';
import c from './src/deep/c.js';
import d from './d.js';
globalThis.__result = [a, b, c, d];
