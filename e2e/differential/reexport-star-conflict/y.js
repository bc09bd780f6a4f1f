export const b = 2; export const dup = 'y'; export { shared as same } from './leaf.js';
