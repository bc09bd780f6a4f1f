import { used } from './used.js';
globalThis.__result = [used, __webpack_is_included__('./used.js'), __webpack_is_included__('./unused.js'), typeof __webpack_is_included__];
