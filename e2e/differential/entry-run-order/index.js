// env: web, scripts: runtime shared vendors main other
import { log } from './shared.js';
import { lib } from 'lib';
log.push('main ' + lib);
globalThis.__result = log;
