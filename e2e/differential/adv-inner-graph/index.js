// modes: production
import { used } from './a.js';
globalThis.__result = [used(), Object.keys(globalThis.seen || {}).sort()];
