// Made of ../share_provider.js by e2e/lower-runtime.mjs.
var chooseAmongAll = choose;
choose = function (id, now) {
  var _data$cs$id = data.cs[id],
    scopes = _data$cs$id[0],
    key = _data$cs$id[1],
    range = _data$cs$id[2],
    flags = _data$cs$id[3];
  var names = data.sp[id];
  var scope = [].concat(scopes).find(function (name) {
    return (R.S[name] || {})[key];
  });
  if (!names || !scope) return chooseAmongAll(id, now);
  var all = R.S[scope][key];
  var theirs = {};
  Object.keys(all).forEach(function (version) {
    var entry = all[version];
    var there = !(flags & 1) || entry.eager || entry.lib;
    if (names.includes(entry.from) && there && (!range || satisfies(version, range))) theirs[version] = entry;
  });
  if (!Object.keys(theirs)[0] || flags & 2 && Object.values(all).some(live)) return chooseAmongAll(id, now);
  R.S[scope][key] = theirs;
  try {
    return chooseAmongAll(id, now);
  } finally {
    R.S[scope][key] = all;
  }
};
