import { peek } from './y.mjs';
(globalThis.order ??= []).push('out ' + typeof peek);
