import * as a from './a.module.css';
globalThis.__result = Object.fromEntries(Object.entries(a));
