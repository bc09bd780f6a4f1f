import { b, readA, log } from './b.js';
export { log };
export const a = 'a ' + b;
log.push(readA());
