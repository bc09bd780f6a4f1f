import { x, y, z, w } from './b.js';
const inner = () => x;
const notUsed = () => y;
class Un { m() { return z } }
const obj = { k: w };
export function used() { return inner().v }
export function unused() { return [notUsed(), new Un(), obj] }
export default class extends Un {}
