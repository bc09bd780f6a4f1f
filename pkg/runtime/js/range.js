// range.js: versions and ranges as npm understands them.
//
// Installs: rank(version) → string that sorts as the version does, "" for what is no version;
//           satisfies(version, range) → boolean
// Needs:    nothing
// Data:     nothing; ranges come from cs
//
// A range is comparator sets joined by "||"; a set is comparators joined by single spaces, all of which must hold; a
// comparator is *, or a full version after one of ^ >= > < <= =. The build rewrites every npm range to this. A
// prerelease satisfies a set only if a comparator names a prerelease of the same major.minor.patch. ("<2.0.0-0", the
// upper bound that npm makes of a caret, names one as well, but nothing of 2.0.0 is below it.)
//
// The rank of 1.2.3-beta.4 has for each identifier "!0" and the number in 16 digits, or "!1" and the text: numbers are
// below text, and "!" is below all that an identifier may contain, so that the shorter of two lists is the lower. A
// release ends in "~", which is above "!". The character at 54, after three numbers, tells which of both it is.
var rank = version => {
	var [, core, prerelease] = /(\d[\d.]*)-?([^+]*)/.exec(version) || [];
	var join = ids => ids.split(".").map(id => "!" + (/\D/.test(id) ? 1 + id : 0 + id.padStart(16, 0))).join("");
	return core ? join(core + ".0.0").slice(0, 54) + (prerelease ? join(prerelease) : "~") : "";
};
var satisfies = (version, range) => {
	var found = rank(version);
	return range.split("||").some(set => {
		// Prerelease versions wait for a comparator that admits them.
		var admitted = found[54] == "~";
		return (
			set.split(" ").every(comparator => {
				// The operator is no part of a version and does not disturb.
				var wanted = rank(comparator);
				admitted = admitted || (found && wanted.startsWith(found.slice(0, 54) + "!"));
				return comparator[0] == "^"
					? // ^ keeps everything up to the first number that is not 0, or the third.
					  found >= wanted && found.startsWith(/(!0{17}){0,2}.{18}/.exec(wanted)[0])
					: comparator == "*" || comparator.includes(found < wanted ? "<" : found > wanted ? ">" : "=");
			}) && admitted
		);
	});
};
