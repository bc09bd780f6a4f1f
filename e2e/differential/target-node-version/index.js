class A { #x = 1; static s = [1, 2].at?.(-1) ?? 2; x() { return this.#x } }
globalThis.__result = [new A().x(), A.s];
