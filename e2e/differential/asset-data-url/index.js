import a from './a.txt?1'; import b from './a.txt?2'; import c from './a.txt?3'; import d from './x.svg?4'; import e from './bytes.bin?5';
globalThis.__result = [a, b, c, d, e];
