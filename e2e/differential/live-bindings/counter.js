export let n = 0;
export function inc() { n++; for (n of [n]) ; ({ n } = { n }); [n = 5] = [n]; }
export let obj = { k: 1 };
export const setObj = (o) => { obj = o; };
let def = 'first';
export { def };
export default def;
def = 'second';
export var list = [1];
list = [1, 2];
