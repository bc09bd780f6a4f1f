import { s } from './shared.js'; globalThis.order.push('a'); export const v = 'a ' + s;
