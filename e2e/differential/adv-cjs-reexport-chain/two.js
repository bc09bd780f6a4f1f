Object.keys(require('./three.js')).forEach((k) => { if (k !== 'default' && k !== '__esModule') Object.defineProperty(exports, k, { enumerable: true, get: () => require('./three.js')[k] }) });
exports.deep = require('./three.js').b + ' deep'; var x = exports.x = exports.y = 'xy';
