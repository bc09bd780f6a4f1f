export { x } from './leaf.js?x'; export { x as y } from './leaf.js?y'; export { x as z } from './leaf.js?z'; export { x as w } from './leaf.js?w';
