// env: web
globalThis.__log = [];
const p = import(/* webpackMode: "eager" */ './b.js');
__log.push('after');
globalThis.__result = p.then((ns) => [ns.x, document.tags.length, __log]);
