exports.__esModule = true; exports.default = 'c default'; exports.x = typeof require;
