import { \u0061bc as escaped, 𠮷, ünï, "a-b" as dashed, "with space" as spaced, "😀" as emoji, default as d } from './names.js';
import * as ns from './names.js';
import { "re-named" as ren } from './re.js';
var \u{62}x = 'bx';
globalThis.__result = [escaped, 𠮷, ünï, dashed, spaced, emoji, d, ns["a-b"], ns["😀"], ns.\u0061bc, bx, ren, Object.keys(ns).sort()];
