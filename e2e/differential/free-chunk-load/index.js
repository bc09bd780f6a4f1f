// env: web
const orig = __webpack_chunk_load__;
globalThis.__result = [typeof orig, orig === __webpack_require__.e];
import('./b.js');
