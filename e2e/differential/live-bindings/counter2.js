export default function f() { return 1 }
export function change() { f = 'changed'; }
