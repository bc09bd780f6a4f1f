import a, * as ns from './pkg/a.js';
import cjs, * as cns from './pkg/c.cjs';
import pc, { named } from 'plain-pkg';
import em from 'esm-pkg';
globalThis.__result = [a, Object.keys(ns), cjs, Object.keys(cns).sort(), pc, named, em];
