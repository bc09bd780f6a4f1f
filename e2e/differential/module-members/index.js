const child = require('./child');
globalThis.__result = [module.loaded, child.early, child.late(), module.children.length >= 0, child.id === require.resolve('./child'), module.hot, typeof module.paths, Object.keys(module).includes('exports'), require.main === module, module.parent === undefined || module.parent === null];
