import { log } from './shared.js';
log.push('other');
