export * from './x.js';
export * from './y.js';
export * from './z.js';
export const dup = 'own';
export const own = 1;
