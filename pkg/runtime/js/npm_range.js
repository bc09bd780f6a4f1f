// npm_range.js: ranges as people write them, for code that names them at run time.
//
// Installs: comparators(range) → the range in the few forms that satisfies() of range.js reads
// Needs:    nothing
// Data:     nothing
//
// The build does the same to ranges that it knows (pkg/config/npmrange), so this is only for loadShare and
// registerShared. The rules are those of node-semver.
var comparators = range =>
	range
		.split("||")
		.map(set => {
			var parts = /^\s*(\S+)\s+-\s+(\S+)\s*$/.exec(set);
			// "a - b" is >=a <=b; an operator may stand apart from its version.
			set = parts ? `>=${parts[1]} <=${parts[2]}` : set;
			return (
				set
					.replace(/([<>=^~]+)\s+/g, "$1")
					.trim()
					.split(/\s+/)
					.map(one => {
						var [, operator, major, minor, patch, pre = ""] = /^([<>=^~]*)v?(\d+|[xX*])?(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(-[^+]*)?/.exec(one) || [];
						var wild = part => part === undefined || /\D/.test(part);
						if (wild(major)) return /^[<>]/.test(operator) && !operator.includes("=") ? "<0.0.0-0" : "*";
						var low = `${major}.${wild(minor) ? 0 : minor}.${wild(minor) || wild(patch) ? 0 : patch}`;
						// The first version that is not meant any more.
						var next = wild(minor) ? `${+major + 1}.0.0` : `${major}.${+minor + 1}.0`;
						var partial = wild(minor) || wild(patch);
						if (!partial) low += pre;
						if (operator == "^") {
							if (!partial) return "^" + low;
							return `>=${low} <${+major || wild(minor) ? +major + 1 + ".0.0" : next}-0`;
						}
						if (operator == "~" || operator == "~>") return `>=${low} <${next}-0`;
						if (!partial) return (operator || "=") + low;
						if (operator == ">") return ">=" + next;
						if (operator == "<=") return `<${next}-0`;
						if (operator == "<") return `<${low}-0`;
						return operator == ">=" ? ">=" + low : `>=${low} <${next}-0`;
					})
					.join(" ")
			);
		})
		.join("||");
