globalThis.__result = [require.main === module, require('./b')];
