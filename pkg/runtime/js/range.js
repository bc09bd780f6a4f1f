// range.js: versions and ranges as npm understands them.
//
// Installs: rank(version) → string that sorts as the version does, "" for what is no version;
//           satisfies(version, range) → boolean
// Needs:    nothing
// Data:     nothing; ranges come from cs
//
// A range is comparator sets joined by "||"; a set is comparators joined by spaces, all of which must hold; a
// comparator is *, or a full version after one of ^ >= > < <= = or nothing. The build rewrites every npm range to
// this. A prerelease satisfies a set only if a comparator names a prerelease of the same major.minor.patch. ("<2.0.0-0",
// the upper bound npm makes of a caret, names one as well, but nothing of 2.0.0 is below it.)
//
// The rank of 1.2.3-beta.4 is the three numbers, each 16 digits wide, then "!1beta" and "!0" and 4 in 16 digits: below
// letters as numbers are, "!" below all that an identifier may contain, and "~", which ends a release, above that.
var wide = digits => (digits || "").padStart(16, 0);
var rank = version => {
	var part = /^v?(\d+)\.?(\d*)\.?(\d*)(?:-([^+]+))?/.exec(version);
	if (!part) return "";
	var end = part[4] ? part[4].split(".").map(id => "!" + (/\D/.test(id) ? 1 + id : 0 + wide(id))).join("") : "~";
	return wide(part[1]) + wide(part[2]) + wide(part[3]) + end;
};
var satisfies = (version, range) => {
	var found = rank(version);
	return (
		!!found &&
		range.split("||").some(set => {
			// Prerelease versions wait for a comparator that admits them.
			var admitted = found.endsWith("~");
			return (
				set.trim().split(/ +/).every(comparator => {
					var [, operator, text] = /^([<>=^]*)(.*)/.exec(comparator);
					var wanted = rank(text);
					if (!wanted) return true;
					if (!wanted.endsWith("~") && wanted.slice(0, 48) == found.slice(0, 48)) admitted = true;
					// ^ keeps everything up to the first number that is not 0: that number ends at 16, 32 or 48.
					return operator == "^"
						? found >= wanted && found.startsWith(wanted.slice(0, 16 + 16 * Math.min(wanted.search(/[^0]/) >> 4, 2)))
						: (operator || "=").includes(found < wanted ? "<" : found > wanted ? ">" : "=");
				}) && admitted
			);
		})
	);
};
