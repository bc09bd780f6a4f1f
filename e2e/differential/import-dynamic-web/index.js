// env: web
globalThis.__result = import('./lazy.js').then((ns) => [ns, document.tags.length]);
