// The range check that the runtime does when code names a range (loadShare, registerShared), against node-semver.
import assert from "node:assert";
import { createRequire } from "node:module";
import test from "node:test";

const require = createRequire(import.meta.url);
const semver = require("semver");
const { boot } = require("../pkg/runtime/js/harness.js");
const { comparators, satisfies } = boot(["range", "npm_range"], {}, {}, {}, "return { comparators, satisfies };");

const numbers = ["0.0.0", "0.0.1", "0.0.2", "0.0.3", "0.0.9", "0.1.0", "0.2.0", "0.2.3", "0.2.4", "0.3.0", "0.9.9", "1.0.0", "1.2.0", "1.2.2", "1.2.3", "1.2.4", "1.3.0", "1.9.9", "2.0.0", "2.3.4", "3.0.0", "10.20.30"];
const tags = ["", "-0", "-alpha", "-alpha.1", "-beta.2", "-rc.10", "-1.2.3", "+build.5", "-beta.2+build"];
const versions = numbers.flatMap(number => tags.map(tag => number + tag));

const full = ["0.0.0", "0.0.3", "0.2.3", "1.2.3", "2.3.4", "0.0.3-beta.2", "0.2.3-alpha", "1.2.3-beta.2", "2.0.0-0", "2.0.0-rc.10", "1.2.3+build.5", "1.2.3-beta.2+x"];
const partial = ["0", "1", "2", "0.0", "0.2", "1.2", "1.x", "0.x", "0.0.x", "1.2.x", "1.X", "1.*", "1.2.*", "1.x.x", "*", "x", "X"];
const single = ["", "^", "~", "~>", ">", ">=", "<", "<=", "=", "v", "^v", ">=v", "> ", ">= ", "< ", "^ ", "~ ", "<= "].flatMap(operator => [...full, ...partial].map(version => operator + version));
const joined = [
	"", " ", " ^1.2.3 ", "1.2.3 - 2.3.4", "1.2 - 2.3.4", "1.2.3 - 2.3", "1.2.3 - 2", "1 - 2", "0.0.3 - 0.2", "1.2.3-beta.2 - 2.0.0-rc.10", "1.x - 2.x", "* - 2", "1.2.3 - *", "  1.2.3   -   2.3.4  ",
	">=1.2.3 <2.0.0", ">1.0.0 <=2.3.4", ">= 1.2.3 < 2", ">=1.2.3  <2.0.0", ">1 <2", "^1.2.3 <1.3.0", "~1.2.3 >1.2.3", ">=1.2.3-beta.2 <2.0.0", ">=1.2.3-beta.2 <1.2.4-alpha", "<2.0.0 >=1.2.3-alpha", "^1 ^1.2", "<1.0.0 >2.0.0", "* ^1.2.3", "^1.2.3 *",
	"^1.2.3 || ^2.0.0", "^0.2.3||^1", "1.x || 2.x", "<0.2.3 || >2", "1.2.3 || ", "|| 1.2.3", "||", "1.2.3 - 1.9.9 || ~2.3", "0.0.3 || 0.2.x || ~1.2.3-beta.2", ">=1.2.3 <1.3.0 || >=2.0.0-rc.10", "^1.2.3-beta.2 || 0.0.x",
	">=0.0.0-0", ">=1.0.0-0 <2.0.0-0", "<0.0.0-0", "^0.0.0", "^0", "^0.0", "~0", "~0.0", "^2.0.0-0", "~2.0.0-0"
];

test("ranges that code names are read as npm reads them", () => {
	let pairs = 0;
	const wrong = [];
	for (const range of [...single, ...joined]) {
		if (semver.validRange(range) === null) continue;
		const form = comparators(range);
		for (const version of versions) {
			pairs++;
			const expected = semver.satisfies(version, range);
			if (satisfies(version, form) !== expected) wrong.push(`${JSON.stringify(range)} → ${JSON.stringify(form)}: ${version} ${expected ? "is" : "is not"} in it`);
		}
	}
	assert.ok(pairs > 50000, `only ${pairs} pairs`);
	assert.deepEqual(wrong.slice(0, 40), [], `${wrong.length} of ${pairs} differ`);
});
