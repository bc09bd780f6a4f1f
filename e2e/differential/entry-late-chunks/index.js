// env: web, scripts: main other shared runtime
import { log } from './shared.js';
log.push('main');
globalThis.__result = new Promise((ok) => setTimeout(() => ok(log), 20));
