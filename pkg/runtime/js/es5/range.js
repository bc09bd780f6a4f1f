// Made of ../range.js by e2e/lower-runtime.mjs.
var rank = function (version) {
  var _ref = /(\d[\d.]*)-?([^+]*)/.exec(version) || [],
    core = _ref[1],
    prerelease = _ref[2];
  var join = function (ids) {
    return ids.split(".").map(function (id) {
      return "!" + (/\D/.test(id) ? 1 + id : 0 + id.padStart(16, 0));
    }).join("");
  };
  return core ? join(core + ".0.0").slice(0, 54) + (prerelease ? join(prerelease) : "~") : "";
};
var satisfies = function (version, range) {
  var found = rank(version);
  return range.split("||").some(function (set) {
    var admitted = found[54] == "~";
    return set.split(" ").every(function (comparator) {
      var wanted = rank(comparator);
      admitted = admitted || found && wanted.startsWith(found.slice(0, 54) + "!");
      return comparator[0] == "^" ? found >= wanted && found.startsWith(/(!0{17}){0,2}.{18}/.exec(wanted)[0]) : comparator == "*" || comparator.includes(found < wanted ? "<" : found > wanted ? ">" : "=");
    }) && admitted;
  });
};
