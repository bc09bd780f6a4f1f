import { a, info } from './b.js';
import * as c from './c.js';
globalThis.__result = [a, info, c.x, c.info];
