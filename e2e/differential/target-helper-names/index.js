import { x } from "./a"; import { y } from "./b";
const __publicField = "mine", __async = "own", _a = 1;
class C { p = __publicField; async m() { return __async + _a } }
globalThis.__result = new C().m().then(v => [v, new C().p, x, y]);
