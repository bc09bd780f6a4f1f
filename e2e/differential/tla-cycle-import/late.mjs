import { a } from './a.mjs';
export const v = await new Promise((ok) => setTimeout(() => ok('late ' + a), 5));
