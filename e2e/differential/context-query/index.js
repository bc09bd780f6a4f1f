const get = (n) => require('./d/' + n + '.js?q=1');
globalThis.__result = [get('a')];
