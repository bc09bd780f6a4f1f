import { leaf } from './leaf.js'; const other = require('./cjs.js'); export const a = leaf; export const viaRequire = other.c;
