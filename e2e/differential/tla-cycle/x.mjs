import { y } from './y.mjs';
import './out.mjs';
(globalThis.order ??= []).push('x');
export const v = 'x' + y();
