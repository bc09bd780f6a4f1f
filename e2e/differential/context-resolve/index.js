const id = (n) => require.resolve('./ctx/' + n + '.js');
globalThis.__result = [id('a') === require.resolve('./ctx/a.js'), __webpack_require__(id('sub/e'))];
require('./ctx/a.js');
