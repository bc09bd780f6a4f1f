globalThis.__result = [typeof module.hot === 'undefined' ? 'none' : 'hot', !module.hot, module.hot === undefined];
