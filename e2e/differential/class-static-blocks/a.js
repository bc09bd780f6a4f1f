import { dep } from './dep.js';
export const order = [];
const key = 'computed';
export class A {
  static x = (order.push('x'), dep);
  static { const dep = 'inner'; this.y = dep; order.push('block'); }
  static #p = 'private'; static read() { return this.#p; }
  static { A.z = A.x + this.#p; }
  own = dep; [key] = 1; 'quoted' = 2; 3 = 4;
  #m() { return 'method ' + dep; } call() { return this.#m(); }
  get get() { return 1 } set set(v) {} static async = 1; static static = 2; async *gen() {}
  static of(o) { return #m in o; }
}
