// Made of ../script_loader.js by e2e/lower-runtime.mjs.
var loading = {};
R.l = function (url, done, key, chunkId) {
  var more = arguments.length > 4 && arguments[4] !== undefined ? arguments[4] : {};
  if (loading[url]) return loading[url].push(done);
  loading[url] = [done];
  var script = document.createElement("script");
  var finish = function (event) {
    script.onload = script.onerror = null;
    clearTimeout(timer);
    script.remove();
    var list = loading[url];
    delete loading[url];
    list.forEach(function (done) {
      return done(event);
    });
  };
  if (R.nc) script.nonce = R.nc;
  script.setAttribute("data-webpack", data.n + ":" + key);
  Object.assign(script, Object.assign({
    src: url
  }, more));
  if (data.x && !more.crossOrigin) crossOrigin(script, script.src);
  script.onload = script.onerror = finish;
  var timer = setTimeout(finish, more.timeout || data.t || 120000, {
    type: "timeout",
    target: script
  });
  document.head.appendChild(script);
};
