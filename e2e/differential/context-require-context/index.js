const ctx = require.context('./ctx', true, /\.js$/);
let missing; try { ctx('./nope'); } catch (e) { missing = [e.message, e.code]; }
globalThis.__result = { keys: ctx.keys(), values: ctx.keys().map(ctx), id: ctx.id !== undefined, resolve: ctx.keys().map((k) => __webpack_require__(ctx.resolve(k))), same: ctx('./a.js') === require('./ctx/a'), missing };
