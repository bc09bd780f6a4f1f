import { lib } from './lib.js'; import './shared.js'; export const lazy = lib.n;
