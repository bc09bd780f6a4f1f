import { state, set } from './state.js';
export const read = () => state;
export const setFromLazy = () => set('three');
export { state };
export let own = 0;
export const bump = () => own++;
