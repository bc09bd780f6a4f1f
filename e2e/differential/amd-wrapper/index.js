globalThis.__result = [require('./w'), require('./f')];
