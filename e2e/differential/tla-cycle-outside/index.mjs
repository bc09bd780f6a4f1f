import './r.mjs';
import './t.mjs';
globalThis.__result = [...order];
