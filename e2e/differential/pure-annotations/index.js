// modes: production
import './p.js';
globalThis.__result = globalThis.ran || [];
