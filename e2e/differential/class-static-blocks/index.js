import { A, order } from './a.js';
globalThis.__result = [A.x, A.y, A.z, new A().own, order, A.read(), new A().call(), Object.keys(new A()).sort(), A.of(new A())];
