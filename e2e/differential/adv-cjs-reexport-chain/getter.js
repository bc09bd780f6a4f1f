Object.defineProperty(exports, 'lazy', { get: function () { return require('./four.js').b } });
