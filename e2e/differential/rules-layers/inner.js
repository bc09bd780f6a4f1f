import { n, bump } from './count.js';
export const get = () => n;
export const bumpInner = () => (bump(), bump(), n);
