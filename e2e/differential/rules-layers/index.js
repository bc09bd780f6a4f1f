import { n, bump } from './count.js';
import * as inner from './inner.js';
bump();
globalThis.__result = [n, inner.get(), inner.bumpInner(), n, inner.get()];
