exports.default = 'd'; exports.n = 1;
