export let count = 0;
export function bump() { count += 1; return count; }
export const add = (a, b) => a + b;
export class Vector { constructor(x, y) { this.x = x; this.y = y; } get length() { return Math.hypot(this.x, this.y); } }
export default function multiply(a, b) { return a * b; }
