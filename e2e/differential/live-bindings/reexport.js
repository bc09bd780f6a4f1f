export { n, n as viaLet } from './counter.js';
