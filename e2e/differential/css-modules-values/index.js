import * as a from './a.module.css';
import { primary as p } from './a.module.css';
globalThis.__result = [Object.fromEntries(Object.entries(a)), p];
