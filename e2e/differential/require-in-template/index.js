const x = `${require('./a')}-${require('./b')}`;
globalThis.__result = x;
