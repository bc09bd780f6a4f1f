import cjs from './cjs.js';
export function hoisted() { return 'hoisted'; }
export const esm = cjs.late();
export default 'dflt';
