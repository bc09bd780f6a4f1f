exports.a = 'c a'; exports.own = 'c own'; exports.default = 'c default'; exports.__esModule = true;
