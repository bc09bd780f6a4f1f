export * from './l3.js';
export { default } from './leaf.js';
export const a = 'l2 a';
export const b = 'l2 b';
