exports.__esModule = true; exports.default = 'd'; exports.n = 1;
