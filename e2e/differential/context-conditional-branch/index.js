const f = (n) => (process.env.NODE_ENV === 'test' ? require('./none/' + n) : require('./d/' + n));
globalThis.__result = [f('a')];
