import * as a from './a.module.css';
import * as b from './b.css?local';
globalThis.__result = [a, b].map((x) => Object.fromEntries(Object.entries(x)));
