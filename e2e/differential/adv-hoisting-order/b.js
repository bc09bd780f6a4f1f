import { log } from './log.js'; import './a.js'; export const b = 'b'; export function fromB() { try { return b } catch (e) { return e.name } } log.push('b');
