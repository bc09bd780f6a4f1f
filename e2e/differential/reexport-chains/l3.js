import { z, fnc } from './leaf.js';
import Default from './leaf.js';
export { z, fnc, Default as deep };
export { Cls } from './leaf.js';
export const b = 'l3 b';
