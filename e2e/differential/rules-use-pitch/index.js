import a from './a.txt';
globalThis.__result = [a, globalThis.trace];
