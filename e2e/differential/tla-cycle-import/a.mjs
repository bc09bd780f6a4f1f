import { log, readA } from './b.mjs';
log.push('a start');
export const a = await Promise.resolve('a');
log.push('a end', readA());
export { log };
