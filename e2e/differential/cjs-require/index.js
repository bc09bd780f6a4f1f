const lib = require('./lib');
globalThis.__result = [lib, typeof require, typeof module, module.exports === exports];
