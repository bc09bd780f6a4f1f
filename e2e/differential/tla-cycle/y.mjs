import { v } from './x.mjs';
await 0;
(globalThis.order ??= []).push('y');
export const y = () => 'y';
export const peek = () => v;
