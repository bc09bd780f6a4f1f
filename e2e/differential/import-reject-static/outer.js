import './first.js';
import { v } from './thrower.js';
(globalThis.order ||= []).push('outer');
export const ok = v;
