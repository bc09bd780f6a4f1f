globalThis.__result = [module.require('./a')];
