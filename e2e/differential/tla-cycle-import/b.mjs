import { a } from './a.mjs';
export const log = ['b'];
export const readA = () => a;
await null;
log.push('b end');
