import { log } from './shared.js';
import { lib } from './lib.js';
globalThis.lib = lib;
log.push('middle');
