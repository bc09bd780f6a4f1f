import * as ns from './g.cjs';
import { lazy, value } from './g.cjs';
import def from './g.cjs';
const first = globalThis.count;
globalThis.__result = [first, lazy, lazy, ns.lazy, def.lazy, value, globalThis.count, Object.keys(ns).sort(), def.hidden, ns.hidden];
