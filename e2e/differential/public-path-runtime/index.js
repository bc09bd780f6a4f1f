// env: web
import './set.js';
import url from './pic.txt';
const before = __webpack_public_path__;
globalThis.__result = import('./lazy.js').then((m) => [before, url, m.url, m.v, String(new URL('./pic.txt', import.meta.url)), document.tags.map((t) => t.src).filter((s) => !s.includes('main.js'))], (e) => [before, url, e.name, e.type, e.request]);
