// env: web
globalThis.__result = import(/* webpackChunkName: "first" */ './first.js').then((m) => m.wait()).then(() => document.tags.map((t) => [t.tagName, t.rel || '', (t.src || t.href).replace(/.*\//, '')].join(' ')).filter((t) => !t.includes('main')));
import(/* webpackPrefetch: 1, webpackChunkName: "low" */ './a.js');
