const id = require.resolveWeak('./b');
globalThis.__result = [id == null, __webpack_modules__[id] === undefined];
