const get = (n) => require(`./data/${n}.json`);
globalThis.__result = [get('a'), get('b')];
