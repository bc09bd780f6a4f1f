export let n = 0;
export function bump() { n++; }
