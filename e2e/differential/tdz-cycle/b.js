import { a } from './a.js';
export const log = [];
export const readA = () => a;
try { log.push(a); } catch (e) { log.push(e.name); }
try { log.push(typeof a); } catch (e) { log.push(e.name); }
export const b = 'b';
