import { s } from './shared.js'; globalThis.order.push('b'); export const more = () => import('./c.js'); export const v = s;
