// env: web
const orig = __webpack_get_script_filename__;
const seen = [];
__webpack_get_script_filename__ = (id) => { seen.push(typeof orig(id)); return orig(id); };
globalThis.__result = import('./b.js').then((ns) => [ns.default, seen]);
