exports.b = 'b'; exports.c = 'c'; exports['d-e'] = 'de'; Object.defineProperty(exports, 'f', { enumerable: true, get: () => 'f' });
