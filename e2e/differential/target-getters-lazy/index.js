globalThis.__result = import("./lazy.js").then(({ default: D, list }) => [new D().next(), list]);
