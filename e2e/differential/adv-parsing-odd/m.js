export const a = 'a', b = 'b', obj = { z: 1, deep: { fn() { return this.v }, v: 'this kept' } };
export function fn() { return 'fn' } fn.Cls = class { c = 1 };
export const tag = (s, ...v) => [s.raw.join('|'), s.join('|'), v, Object.isFrozen(s)];
