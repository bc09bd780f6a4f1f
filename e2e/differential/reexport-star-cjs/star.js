export * from './c.cjs';
export * from './d.cjs';
export const own = 'own';
