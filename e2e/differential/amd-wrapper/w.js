define(function (require, exports, module) { var d = require('./dep'); exports.d = d; exports.id = module.id !== undefined; });
