import c from './c.cjs';
export default [c, typeof require, typeof module, typeof this];
