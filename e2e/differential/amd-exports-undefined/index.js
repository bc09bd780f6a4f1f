globalThis.__result = [require('./a'), require('./b')];
