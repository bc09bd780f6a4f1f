// env: web, scripts: other main
import { n } from './shared.js';
globalThis.__result = [n, globalThis.other];
