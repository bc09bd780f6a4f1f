export const a = 1; export const dup = 'x'; export { shared as same } from './leaf.js';
