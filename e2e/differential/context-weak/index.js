const ctx = require.context('./ctx', true, /\.js$/, 'weak');
const id = require.resolveWeak('./ctx/a');
const out = [ctx.keys()];
try { ctx('./b.js'); } catch (e) { out.push(e.code); }
require('./ctx/a');
out.push(ctx('./a.js'), id === require.resolve('./ctx/a'), !!__webpack_modules__[id]);
globalThis.__result = out;
