// Made of ../npm_range.js by e2e/lower-runtime.mjs.
var comparators = function (range) {
  return range.split("||").map(function (set) {
    var parts = /^\s*(\S+)\s+-\s+(\S+)\s*$/.exec(set);
    set = parts ? ">=".concat(parts[1], " <=").concat(parts[2]) : set;
    return set.replace(/([<>=^~]+)\s+/g, "$1").trim().split(/\s+/).map(function (one) {
      var _ref = /^([<>=^~]*)v?(\d+|[xX*])?(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(-[^+]*)?/.exec(one) || [],
        operator = _ref[1],
        major = _ref[2],
        minor = _ref[3],
        patch = _ref[4],
        _ref$ = _ref[5],
        pre = _ref$ === void 0 ? "" : _ref$;
      var wild = function (part) {
        return part === undefined || /\D/.test(part);
      };
      if (wild(major)) return /^[<>]/.test(operator) && !operator.includes("=") ? "<0.0.0-0" : "*";
      var low = "".concat(major, ".").concat(wild(minor) ? 0 : minor, ".").concat(wild(minor) || wild(patch) ? 0 : patch);
      var next = wild(minor) ? "".concat(+major + 1, ".0.0") : "".concat(major, ".").concat(+minor + 1, ".0");
      var partial = wild(minor) || wild(patch);
      if (!partial) low += pre;
      if (operator == "^") {
        if (!partial) return "^" + low;
        return ">=".concat(low, " <").concat(+major || wild(minor) ? +major + 1 + ".0.0" : next, "-0");
      }
      if (operator == "~" || operator == "~>") return ">=".concat(low, " <").concat(next, "-0");
      if (!partial) return (operator || "=") + low;
      if (operator == ">") return ">=" + next;
      if (operator == "<=") return "<".concat(next, "-0");
      if (operator == "<") return "<".concat(low, "-0");
      return operator == ">=" ? ">=" + low : ">=".concat(low, " <").concat(next, "-0");
    }).join(" ");
  }).join("||");
};
