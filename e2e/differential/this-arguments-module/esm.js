export const me = () => this;
globalThis.seen = [typeof this, typeof me(), (() => { try { return this.x } catch (e) { return e.name } })(), typeof { a: this }.a];
class A { x = typeof this; static y = typeof this; }
globalThis.seen.push(new A().x, A.y);
