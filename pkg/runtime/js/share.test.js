"use strict";
const test = require("node:test");
const assert = require("node:assert");
const { boot, tick } = require("./harness.js");

// app boots a build with the shares and containers given. `chunks` answers for the network.
function app(n, data, modules = {}, chunks = {}, features = ["define", "consumes", "remotes"]) {
	const R = boot(features, modules, { n, cc: {}, ps: {}, rm: {}, ...data });
	R.f.test = (id, promises) => chunks[id] && promises.push(chunks[id]());
	return R;
}
const container = (n, data, modules = {}) => boot(["container", "consumes"], modules, { n, sn: "default", cc: {}, ps: {}, ...data }, {}, "");
const value = v => module => (module.exports = v);

test("entries carry the fields of both protocols", async () => {
	const R = app("shop", { ps: { default: [["react", "18.2.0", "r", 0, 1 | 2, "^18.0.0"], ["x", "0", "x", ["c"], 4]] } }, { r: value("react"), x: value("x") });
	assert.equal(R.I("default"), 1);
	const entry = R.S.default.react["18.2.0"];
	assert.deepEqual({ ...entry, get: 0 }, {
		get: 0, from: "shop", eager: true, hash: "", version: "18.2.0", scope: ["default"],
		shareConfig: { requiredVersion: "^18.0.0", singleton: true, eager: true, strictVersion: false }
	});
	assert.equal(entry.get()(), "react");
	assert.equal((await R.S.default.x["0"].get())(), "x");
	assert.equal(R.S.default.x["0"].shareConfig.requiredVersion, false);
});
test("container get and init", async () => {
	const c = container("cart", { ex: { "./A": [["a", "b"], 0] }, ps: { default: [["k", "1.0.0", "a", 0, 0]] } }, { a: value("a"), b: value("b") });
	assert.equal((await c.get("./A"))(), "b");
	await assert.rejects(c.get("./B"), { code: "container-expose-missing", message: /Module "\.\/B" does not exist in container\.$/ });
	const scope = {};
	assert.equal(c.init(scope), 1);
	assert.equal(c.init(scope), 1);
	assert.deepEqual(Object.keys(scope), ["k"]);
	assert.throws(() => c.init({}), { code: "container-scope-conflict", message: /Container initialization failed as it has already been initialized with a different share scope$/ });
});
test("of a list of scopes a container takes the one of its name, or shares with nobody", async () => {
	const data = { sn: "mine", ps: { mine: [["k", "1.0.0", "a", 0, 0]] } };
	const init = (c, keys, map, first) => c.init(first, [], { shareScopeKeys: keys, shareScopeMap: map });
	let map = { other: {}, mine: {} };
	const c = container("cart", data);
	init(c, ["other", "mine"], map, map.other);
	init(c, ["mine", "other"], map, map.mine); // the same, told differently
	assert.deepEqual([Object.keys(map.other), Object.keys(map.mine)], [[], ["k"]]);
	assert.throws(() => c.init(map.other), { code: "container-scope-conflict" });
	map = { other: {} };
	init(container("cart", data), ["other", "mine"], map, map.other);
	assert.deepEqual(Object.keys(map.mine), ["k"]);
	map = { other: {}, more: {} };
	const alone = container("cart", data);
	init(alone, ["other", "more"], map, map.other);
	init(alone, ["other", "more"], map, map.other);
	assert.deepEqual(map, { other: {}, more: {} });
	// One name, which need not be ours: the first argument is our scope, whatever the host calls it.
	map = { other: {} };
	init(container("cart", data), "other", map, map.other);
	assert.deepEqual(Object.keys(map.other), ["k"]);
	map = { one: {} };
	init(container("cart", data), ["one"], undefined, map.one);
	assert.deepEqual(Object.keys(map.one), ["k"]);
});
test("a container of several scopes and a host of the first protocol: all are what it gives", async () => {
	const c = boot(["container_scopes", "container", "consumes"], { a: value("a"), b: value("b") },
		{ n: "cart", sn: "x", sk: ["x", "y"], cc: {}, ps: { x: [["k", "1.0.0", "a", 0, 0]], y: [["l", "1.0.0", "b", 0, 0]] }, ex: {} }, {}, "");
	const scope = {};
	await c.init(scope, []);
	assert.deepEqual(Object.keys(scope), ["k", "l"]);
});
test("a build that prefers what is loaded says so in its offers", () => {
	const R = app("b", { ps: { default: [["k", "1.0.0", "a", 0, 0], ["l", "1.0.0", "a", 0, 0]] } }, { a: value("a") }, {}, ["define", "consumes", "remotes", "loaded_first"]);
	R.S.default = { l: { "1.0.0": { get() {}, from: "z", eager: false } } };
	R.I("default");
	assert.equal(R.S.default.k["1.0.0"].strategy, "loaded-first");
	assert.equal(R.S.default.l["1.0.0"].strategy, undefined);
});
test("a host uses a remote that shares with it", async () => {
	const scopeSeen = [];
	const cart = container("cart", {
		ex: { "./B": [["b"], ["bc"]] }, cs: { k: ["default", "k", "^1.0.0", 2, "own", 0] }, cc: { bc: ["k"] }, ps: { default: [["k", "1.0.0", "own", 0, 2]] }
	}, { own: value("cart's"), b: (m, e, r) => (m.exports = "B with " + r("k")) });
	const R = app("host", { rs: { rb: ["default", "./B", "ref", "cart"] }, rm: { page: ["rb"] }, ps: { default: [["k", "1.2.0", "hk", 0, 2]] } },
		{ ref: m => (m.exports = Promise.resolve(cart)), hk: value("host's") });
	await R.e("page");
	assert.equal(R("rb"), "B with host's");
	assert.deepEqual(Object.keys(R.S.default.k), ["1.2.0", "1.0.0"]);
});

const consumer = (row, data = {}, modules = {}) =>
	boot(["consumes", "consumes_now"], modules, { n: "app", ps: {}, cs: { k: ["default", "k", ...row] }, cc: { page: ["k"] }, ci: [], ...data });
const entry = (version, more = {}) => ({ get: () => () => version, from: "other", eager: false, version, ...more });

test("messages keep webpack's wording", async () => {
	const seen = [];
	const warn = console.warn;
	console.warn = text => seen.push(text);
	const world = async (row, versions, now) => {
		const R = consumer(row, now ? { cc: {}, ci: ["k"] } : {});
		R.S.default = { k: versions };
		await R.e("page");
		try {
			return R("k");
		} catch (error) {
			return error.message;
		}
	};
	const two = { "1.0.0": entry("1.0.0"), "2.0.0": entry("2.0.0") };
	assert.equal(await world(["^3.0.0", 2], two), "2.0.0");
	assert.equal(await world(["^3.0.0", 0], two), "2.0.0");
	assert.equal(await world(["^3.0.0", 2 | 4], { ...two }), "[share-version-unsatisfied] Unsatisfied version 2.0.0 from other of shared singleton module k (required ^3.0.0)");
	assert.equal(await world(["^3.0.0", 4 | 16], two), "[share-version-unsatisfied] No satisfying version (^3.0.0) of shared module k found in shared scope default.\nAvailable versions: 1.0.0 from other, 2.0.0 from other");
	assert.equal(await world([0, 16], undefined), "[share-missing] Shared module k doesn't exist in shared scope default");
	assert.equal(await world([0, 16], two, true), "2.0.0", "a factory that is ready at once suits everybody");
	assert.equal(await world([0, 0], { "1.0.0": entry("1", { get: async () => () => 1 }) }, true), "[share-not-ready] Shared module is not available for eager consumption: k");
	assert.equal(await world(["^3.0.0", 1 | 4 | 16], { "1.0.0": entry("1.0.0", { eager: true }), "3.0.0": entry("3.0.0") }, true), "[share-version-unsatisfied] No satisfying version (^3.0.0) for eager consumption of shared module k found in shared scope default.\nAvailable versions: 1.0.0 from other");
	assert.deepEqual(seen, [
		"[share-version-unsatisfied] Unsatisfied version 2.0.0 from other of shared singleton module k (required ^3.0.0)",
		"[share-version-unsatisfied] No satisfying version (^3.0.0) of shared module k found in shared scope default.\nAvailable versions: 1.0.0 from other, 2.0.0 from other"
	]);
	console.warn = warn;
});

test("a share that fails to load is nobody's choice yet, and can be retried", async () => {
	let broken = true;
	let calls = 0;
	const failing = entry("2.0.0", { get: async () => { calls++; if (broken) throw Error("chunk"); return () => "two"; } });
	const R = consumer(["^1.0.0||^2.0.0", 2]);
	const other = consumer(["^1.0.0||^2.0.0", 2]);
	R.S.default = other.S.default = { k: { "2.0.0": failing, "1.0.0": entry("1.0.0") } };
	await Promise.all([R.e("page"), other.e("page"), R.e("page")]);
	assert.equal(calls, 1, "one load for all who ask at the same time");
	assert.throws(() => R("k"), /chunk/);
	assert.ok(!failing.loaded && !failing.loading);
	broken = false;
	await R.e("page");
	assert.equal(R("k"), "two");
	await other.e("page");
	assert.equal(other("k"), "two");
	assert.equal(calls, 2);
});

test("get that throws, or gives no factory, is an error of the module only", async () => {
	for (const get of [() => { throw Error("in get"); }, () => undefined, async () => { throw undefined; }]) {
		const R = consumer(["^1.0.0", 0]);
		R.S.default = { k: { "1.0.0": entry("1.0.0", { get }) } };
		await R.e("page");
		assert.throws(() => R("k"));
	}
});

test("entries of the v2 runtime: lib is used, loading is joined, loaded-first stays", async () => {
	const R = consumer(["^1.0.0", 2], { ps: { default: [["k", "1.0.0", "own", 0, 1 | 2]] }, ci: ["k"], cc: {} }, { own: value("own") });
	const theirs = entry("1.0.0", { strategy: "loaded-first", lib: () => "their lib", get: () => assert.fail("has a lib") });
	R.S.default = { k: { "1.0.0": theirs } };
	assert.equal(R("k"), "their lib");
	assert.equal(R.S.default.k["1.0.0"], theirs);

	const joining = consumer(["^1.0.0", 0]);
	joining.S.default = { k: { "1.0.0": entry("1.0.0", { loading: Promise.resolve(() => "joined"), get: () => assert.fail("is loading") }) } };
	await joining.e("page");
	assert.equal(joining("k"), "joined");
});

test("equal versions: an eager one wins, else the greater name, and one in use stays", () => {
	const offer = (scope, n, eager) => {
		const R = consumer([0, 0], { n, ps: { default: [["k", "1.0.0", "m", 0, eager]] } });
		R.S.default = scope;
		R.I("default");
		return scope.k["1.0.0"].from;
	};
	for (const order of [["a", "b"], ["b", "a"]]) {
		const scope = {};
		order.forEach(n => offer(scope, n, 0));
		assert.equal(scope.k["1.0.0"].from, "b");
		assert.equal(offer(scope, "0", 1), "0");
		assert.equal(offer(scope, "z", 0), "0");
		scope.k["1.0.0"].loaded = true;
		assert.equal(offer(scope, "zz", 1), "0");
	}
});

test("an offer of another bundler has no hash: the greater name wins, whoever comes first", () => {
	const offer = (from, more) => ({ default: { k: { "1.0.0": { get: () => {}, from, ...more } } } });
	const winner = (name, scopes) => {
		const R = app(name, { ps: { default: [["k", "1.0.0", "own", 0, 0, 0, "beef"]] } });
		R.S = scopes;
		R.I("default");
		return R.S.default.k["1.0.0"].from;
	};
	assert.equal(winner("b", offer("a")), "b");
	assert.equal(winner("a", offer("b")), "b");
	assert.equal(winner("b", offer("a", { loaded: 1 })), "a");
	assert.equal(winner("a", offer("b", { hash: "0000" })), "a");
});
test("a version nobody can read never wins", async () => {
	const R = consumer([0, 0]);
	R.S.default = { k: { undefined: entry("?"), "1.0.0-rc.1": entry("rc") } };
	await R.e("page");
	assert.equal(R("k"), "rc");
});

test("a container without shares", async () => {
	const c = boot(["container"], { a: value(1) }, { n: "c", ex: { "./A": ["a", 0], "./Throws": [["t"], 0] } }, {}, "");
	assert.equal(c.init({}), undefined);
	assert.equal((await c.get("./A"))(), 1);
	const missing = await c.get("./Throws");
	assert.throws(missing, { code: "module-missing" });
	await assert.rejects(c.get("toString"), { code: "container-expose-missing" });
});
test("a share is taken from its provider while that offers a version that fits", async () => {
	const offer = (from, more) => ({ get: () => Promise.resolve(() => from), from, version: "0", ...more });
	const chosen = async (row, versions, names = ["cart"]) => {
		const R = app("shell", { cs: { m: row }, cc: { test: ["m"] }, sp: { m: names }, ps: { default: [] } }, { f: value("own") }, {}, ["define", "consumes", "consume_scopes", "share_provider"]);
		R.S.default = { k: versions };
		await R.e("test");
		assert.equal(R.S.default.k, versions);
		return R("m");
	};
	const all = () => ({ "1.1.0": offer("cart"), "1.9.0": offer("news"), "2.1.0": offer("cart") });
	assert.equal(await chosen(["default", "k", "^1.0.0", 4, "f", 0], all()), "cart");
	assert.equal(await chosen([["none", "default"], "k", "^1.0.0", 4, "f", 0], all()), "cart");
	assert.equal(await chosen(["default", "k", "^1.2.0", 4, "f", 0], all()), "news");
	assert.equal(await chosen(["default", "k", "^3.0.0", 4, "f", 0], all()), "own");
	assert.equal(await chosen(["default", "k", "^1.0.0", 4, "f", 0], all(), ["nobody"]), "news");
	assert.equal(await chosen(["default", "k", "^1.0.0", 2, "f", 0], all()), "cart");
	assert.equal(await chosen(["default", "k", "^1.0.0", 2, "f", 0], { ...all(), "1.9.0": offer("news", { loaded: 1 }) }), "news");
	assert.equal(await chosen(["default", "k", 0, 0, "f", 0], {}), "own");
});
