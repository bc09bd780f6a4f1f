export let state = 'one';
export const set = (v) => { state = v; };
