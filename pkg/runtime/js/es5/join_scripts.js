// Made of ../join_scripts.js by e2e/lower-runtime.mjs.
var apart = R.l;
R.l = function (url, done, key, chunkId) {
  var more = arguments.length > 4 && arguments[4] !== undefined ? arguments[4] : {};
  var marked = function (tag) {
    var mark = tag.getAttribute("data-webpack");
    return mark && (tag.getAttribute("src") == url || chunkId !== undefined && mark == data.n + ":" + key);
  };
  var tag = !loading[url] && [].find.call(document.getElementsByTagName("script"), marked);
  if (!tag) return apart(url, done, key, chunkId, more);
  loading[url] = [done];
  var onload = tag.onload,
    onerror = tag.onerror;
  var finish = function (event, next, timeout) {
    clearTimeout(timer);
    Object.assign(tag, {
      onload: onload,
      onerror: onerror
    });
    if (!timeout) tag.remove();
    var list = loading[url];
    delete loading[url];
    list.forEach(function (done) {
      return done(event);
    });
    if (next) next(event);
  };
  tag.onload = function (event) {
    return finish(event, onload);
  };
  tag.onerror = function (event) {
    return finish(event, onerror);
  };
  var timer = setTimeout(finish, more.timeout || data.t || 120000, {
    type: "timeout",
    target: tag
  }, 0, 1);
};
