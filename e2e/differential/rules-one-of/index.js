import a from './a.txt?raw';
import b from './a.txt?inline';
import c from './a.txt';
import d from './sub/a.txt?raw';
globalThis.__result = [a, b, c, d];
