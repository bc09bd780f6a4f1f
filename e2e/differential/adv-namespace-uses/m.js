export const a = 'a', b = 'b'; export function fn() { return this === undefined ? 'undefined' : typeof this } export * as sub from './n.js';
