// env: web
const get = (n) => import(`./ctx/${n}.js`).then((ns) => ns, (e) => [e.code]);
globalThis.__result = Promise.all(['a', 'b', 'c', 'sub/e', 'nope'].map(get)).then((l) => [l, document.tags.length]);
