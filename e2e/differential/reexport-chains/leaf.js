export const z = 'z';
export default 'leaf default';
export function fnc() { return 'fnc ' + z; }
export class Cls { v = z; }
