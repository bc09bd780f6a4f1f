// env: web
class A { #x = 1; x() { return this.#x } }
globalThis.__result = import("./lazy.js").then(ns => [ns.a?.b, new A().x()]);
