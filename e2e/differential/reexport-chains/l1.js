export * from './l2.js';
export * as ns from './leaf.js';
export { default } from './l2.js';
export { z as renamed } from './l2.js';
export const a = 'l1 a';
