// env: web
globalThis.__result = import("./lazy.js").then(ns => [ns.default?.x ?? "none", document.tags.length]);
