class A { #x = 1; static get(o) { return o.#x } static set(o) { o.#x = 2 } get #r() { return 1 } static write(o) { try { o.#r = 1 } catch (e) { return e instanceof TypeError } } }
const tries = f => { try { return f() } catch (e) { return e.constructor.name } };
globalThis.__result = [tries(() => A.get({})), tries(() => A.set({})), A.get(new A()), A.write(new A())];
