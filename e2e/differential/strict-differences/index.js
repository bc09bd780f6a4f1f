import { esm } from './esm.js';
const sloppy = require('./sloppy.js'), strict = require('./strict.js'), partly = require('./partly.js');
globalThis.__result = [esm, sloppy, strict, partly];
