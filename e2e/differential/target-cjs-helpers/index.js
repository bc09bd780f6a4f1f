const a = require("./a"), b = require("./b");
globalThis.__result = [a({ x: 1, y: 2 }), b({ x: 1, y: 2 })];
