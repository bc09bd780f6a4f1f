// Made of ../stale_scripts.js by e2e/lower-runtime.mjs.
var stale = {};
var loadFresh = R.l;
R.l = function (url, done) {
  for (var _len = arguments.length, rest = new Array(_len > 2 ? _len - 2 : 0), _key = 2; _key < _len; _key++) {
    rest[_key - 2] = arguments[_key];
  }
  return loadFresh.apply(void 0, [url + (stale[url] || ""), function (event) {
    if (event && event.type == "timeout") stale[url] = (/\?/.test(url) ? "&" : "?") + "retry=" + Date.now();
    done(event);
  }].concat(rest));
};
