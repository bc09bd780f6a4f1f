export var v1 = 1, v2, [v3, { v4 = 4, k: v5 }, ...v6] = [3, { k: 5 }, 6, 7];
export let { l1, l2: { l3 = 'l3' } = {}, ...l4 } = { l1: 1, x: 1 };
export const c1 = 1;
export function f1() {} export async function f2() {} export function* f3() {} export async function* f4() {}
export class C1 {} 
v2 = 'late';
const local = 'local'; let mut = 1;
export { local, local as renamed, mut as default, mut as if, mut as class };
mut = 'changed';
export * as star from './other.js'; export * as "odd name" from './other.js';
export { o as default2, default as fromDefault } from './other.js';
import { o } from './other.js'; export { o as again };
import Od, { default as Od2 } from './other.js'; export { Od, Od2 };
