import { v } from './x.mjs';
(globalThis.order ??= []).push('index');
globalThis.__result = [v, [...order]];
