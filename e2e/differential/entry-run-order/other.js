import { log } from './shared.js';
import { lib } from 'lib';
log.push('other ' + lib);
