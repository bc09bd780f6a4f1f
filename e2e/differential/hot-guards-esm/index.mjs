const out = [];
if (import.meta.webpackHot) { out.push('hot'); import.meta.webpackHot.accept(); }
out.push(import.meta.webpackHot ? 1 : 2, typeof import.meta.webpackHot, import.meta.webpackHot?.accept());
globalThis.__result = out;
