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
		get: 0, from: "shop", eager: true, version: "18.2.0", scope: ["default"],
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
