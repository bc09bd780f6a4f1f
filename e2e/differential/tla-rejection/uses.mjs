import './before.mjs';
import { x } from './fails.mjs';
globalThis.order.push('uses ' + x);
