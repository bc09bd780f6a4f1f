import { log } from './log.js';
log.push('last');
export const x = 1;
globalThis.__result = log;
