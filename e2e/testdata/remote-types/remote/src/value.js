import { notes, version } from 'tiny-single';

export const value = 'of the remote';
export { notes, version };
export const deep = () => import('./deep.js').then((m) => m.deep);
