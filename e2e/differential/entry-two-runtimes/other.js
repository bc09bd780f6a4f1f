import { n } from './shared.js';
globalThis.other = n;
