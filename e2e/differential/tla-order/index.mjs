import './a.mjs';
import './b.mjs';
import './c.mjs';
globalThis.__result = [...globalThis.order];
