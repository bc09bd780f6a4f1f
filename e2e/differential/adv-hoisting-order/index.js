import { log } from './log.js';
log.push('index start');
import './a.js';
import { b } from './b.js';
log.push('index ' + b + ' ' + hoisted());
function hoisted() { return 'hoisted' }
import './c.js';
globalThis.__result = log;
