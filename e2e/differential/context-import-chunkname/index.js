// env: web
globalThis.__result = Promise.all(['a', 'c'].map((n) => import(/* webpackChunkName: "loc-[request]" */ `./ctx/${n}.js`))).then((l) => [l, document.tags.map((t) => t.src.split('/').pop())]);
