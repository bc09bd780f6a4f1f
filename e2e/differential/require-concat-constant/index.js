globalThis.__result = [require('./a' + '.js'), require(`./a`), require(('./' + 'a'))];
