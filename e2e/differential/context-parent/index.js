globalThis.__result = require('./lib/get')('z');
