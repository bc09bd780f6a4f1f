const lib = require('./lib'), umd = require('./umd'), named = require('./named'), plain = require('./plain'), req = require('./req');
globalThis.__result = [lib, umd, named, plain, req.later, typeof define];
globalThis.__result = req.promise.then((v) => [lib, umd, named, plain, v]);
