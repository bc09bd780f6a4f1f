exports.__esModule = false; exports.default = 'x';
