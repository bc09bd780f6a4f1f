const sync = require.context('./ctx', true, /^\.\/.*\.js$/);
const flat = require.context('./ctx', false);
const eager = require.context('./ctx', true, /b\.js$/, 'eager');
const lazy = require.context('./ctx', true, /\.js$/, 'lazy');
const once = require.context('./ctx', true, /\.js$/, 'lazy-once');
const weak = require.context('./ctx', true, /a\.js$/, 'weak');
const none = require.context('./ctx', true, /nothing/);
globalThis.__result = (async () => [
  sync.keys(), sync.keys().map(sync), flat.keys(), eager.keys(), await eager('./b.js'), lazy.keys(), await lazy('./sub/c.js'), await once('./a.js'),
  weak.keys(), weak('./a.js'), none.keys(), (() => { try { sync('./x.js') } catch (e) { return [e.code, e.message] } })(), await lazy('./x.js').catch((e) => [e.code, e.message]),
  Object.keys(sync.keys()).length,
])();
