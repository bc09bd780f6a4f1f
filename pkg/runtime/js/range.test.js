"use strict";
const test = require("node:test");
const assert = require("node:assert");
const { boot } = require("./harness.js");
const vectors = require("../testdata/ranges.json");
const { rank, satisfies } = boot(["range"], {}, {}, {}, "return { rank, satisfies };");

test("satisfies answers as npm's semver", () => {
	for (const [range, expected] of Object.entries(vectors.satisfies)) {
		assert.deepEqual(vectors.versions.filter(v => satisfies(v, range)), expected, range);
	}
});

test("rank sorts as npm's semver", () => {
	const shuffled = [...vectors.sorted].reverse();
	shuffled.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
	assert.deepEqual(shuffled, vectors.sorted);
	assert.equal(rank("1.2.3"), rank("1.2.3+build"));
	assert.equal(rank("v1.2.3"), rank("1.2.3"));
});

test("what is no version is below all versions and in no range", () => {
	assert.equal(rank("undefined"), "");
	for (const range of Object.keys(vectors.satisfies)) assert.equal(satisfies("undefined", range), false, range);
});

test("an unknown version, which the scope calls 0, is the lowest", () => {
	assert.equal(rank("0"), rank("0.0.0"));
	assert.equal(satisfies("0", "*"), true);
	assert.equal(satisfies("0", "^1.0.0"), false);
});
