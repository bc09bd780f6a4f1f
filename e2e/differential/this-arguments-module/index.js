import './esm.js';
require('./cjs.js');
const arrow = () => typeof this;
globalThis.__result = [globalThis.seen, arrow()];
