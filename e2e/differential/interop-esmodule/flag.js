Object.defineProperty(exports, '__esModule', { value: true });
exports.default = 'dflt'; exports.named = 'named';
