// env: web, scripts: base middle main
import { log } from './shared.js';
import { lib } from './lib.js';
log.push('main', lib === globalThis.lib);
globalThis.__result = import('./lazy.js').then((m) => [...log, m.lazy]);
