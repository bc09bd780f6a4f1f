import { v as a } from './a.js'; import { s } from './shared.js'; globalThis.order.push('c'); export const v = a + s;
