const out = [];
if (module.hot) { out.push('hot'); module.hot.accept('./missing'); }
if (module.hot) require('./nope-at-all');
out.push(module.hot ? 1 : 2, typeof module.hot, module.hot && module.hot.data, module.hot?.accept());
globalThis.__result = out;
