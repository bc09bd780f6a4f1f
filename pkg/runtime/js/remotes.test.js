"use strict";
const test = require("node:test");
const assert = require("node:assert");
const { boot, tick } = require("./harness.js");

const value = v => module => (module.exports = v);
const warnings = [];
const warn = console.warn;
test.before(() => (console.warn = text => warnings.push(text)));
test.after(() => (console.warn = warn));
test.beforeEach(() => (warnings.length = 0));
const unhandled = [];
process.on("unhandledRejection", error => unhandled.push(error));
test.afterEach(async () => {
	await tick();
	assert.deepEqual(unhandled, []);
});

// host is a build with one remote module, "b", in the chunk "page"; ref() gives what its reference module exports.
function host(ref, data = {}, modules = {}, features = ["remotes"]) {
	return boot(features, { ref: module => (module.exports = ref()), ...modules }, {
		n: "host", ps: {}, cc: {}, cs: {}, rm: { page: ["b"] }, rs: { b: ["default", "./B", "ref", "cart"] }, ...data
	});
}
const good = (more = {}) => ({ get: async name => () => "expose " + name, init() {}, ...more });
const build = (n, data, modules, features = ["container", "consumes"]) =>
	boot(features, modules, { n, sn: "default", cc: {}, cs: {}, ps: {}, rm: {}, ...data }, {}, "return undefined;");

test("nothing is asked of a remote before it is needed", async () => {
	const log = [];
	const R = host(() => (log.push("load"), good({ init: () => log.push("init"), get: async n => (log.push("get " + n), () => 1) })));
	R.I("default");
	await R.e("elsewhere");
	assert.deepEqual(log, []);
	await Promise.all([R.e("page"), R.e("page")]);
	await R.e("page");
	assert.equal(R("b"), 1);
	assert.deepEqual(log, ["load", "init", "get ./B"]);
});

test("init gets the arguments of both protocols", async () => {
	let seen;
	const R = host(() => good({ init: (...args) => (seen = args) }));
	await R.e("page");
	assert.equal(seen[0], R.S.default);
	assert.deepEqual(seen[1], []);
	assert.deepEqual(JSON.parse(JSON.stringify(seen[2])), { version: "", shareScopeKeys: "default" });
	assert.equal(seen[2].shareScopeMap, R.S);
});

const failures = [
	["a script that fails", () => Promise.reject(Object.assign(Error("Loading script failed.\n(error: https://r/e.js)"), { request: "https://r/e.js" })), "remote-load-failed", /cart: Loading script failed\.\n\(error: https:\/\/r\/e\.js\)\nwhile loading "\.\/B" from https:\/\/r\/e\.js$/],
	["a reference that throws", () => { throw Error("no such file"); }, "remote-load-failed", /no such file\nwhile loading/],
	["no container", () => undefined, "remote-load-failed", /Container missing\nwhile loading/],
	["a wrong global", () => ({ name: "an element" }), "remote-load-failed", /Container missing/],
	["init that throws", () => good({ init() { throw Error("bad scope"); } }), "remote-init-failed", /cart: bad scope\nwhile/],
	["init that rejects", () => good({ init: async () => { throw "text"; } }), "remote-init-failed", /cart: text\nwhile/],
	["get that throws", () => good({ get() { throw Error("in get"); } }), "remote-load-failed", /in get/],
	["get that rejects", () => good({ get: async () => { throw undefined; } }), "remote-load-failed", /cart: undefined\nwhile/],
	["an expose that is missing", () => good({ get: async n => { throw Error(`Module "${n}" does not exist in container.`); } }), "remote-expose-missing", /Module "\.\/B" does not exist in container\.\nwhile/],
	["get without a factory", () => good({ get: async () => undefined }), "remote-expose-missing", /does not exist/]
];
for (const [name, bad, code, message] of failures) {
	test(`${name}: the error tells what failed, the chunk loads, and a retry works`, async () => {
		let ref = bad;
		let container;
		const R = host(() => (container = ref()));
		await R.e("page");
		for (let i = 0; i < 2; i++) {
			assert.throws(() => R("b"), error => {
				assert.equal(error.code, code);
				assert.match(error.message, message);
				assert.ok(error.message.startsWith(`[${code}] cart: `));
				assert.deepEqual([error.remote, error.expose], ["cart", "./B"]);
				return true;
			});
		}
		ref = good;
		// A container that was initialised is kept; it is its get that recovers.
		if (container && container.get) container.get = good().get;
		await R.e("page");
		assert.equal(R("b"), "expose ./B");
	});
}

test("the URL of what failed is on the error", async () => {
	const R = host(() => Promise.reject(Object.assign(Error("x"), { request: "https://r/e.js" })));
	await R.e("page");
	assert.throws(() => R("b"), { request: "https://r/e.js" });
});

test("a factory that throws is asked again", async () => {
	let broken = true;
	const R = host(() => good({ get: async () => () => { if (broken) throw Error("evaluating"); return 1; } }));
	await R.e("page");
	assert.throws(() => R("b"), /evaluating/);
	broken = false;
	assert.equal(R("b"), 1);
});

test("after a factory that threw the container is asked again: it may have to load what was missing", async () => {
	let asked = 0;
	const R = host(() => good({ get: async () => { asked++; return () => { if (asked == 1) throw Error("a share is missing"); return asked; }; } }));
	await R.e("page");
	assert.throws(() => R("b"), /a share is missing/);
	await R.e("page");
	assert.equal(R("b"), 2);
	await R.e("page");
	assert.equal(asked, 2);
});

test("a remote that another host has initialised is used with a warning", async () => {
	const cart = build("cart", { ex: { "./B": [["b"], 0] } }, { b: value("B") });
	cart.init({});
	const R = host(() => cart);
	await R.e("page");
	assert.equal(R("b"), "B");
	assert.match(warnings[0], /^Initialization of sharing external failed: .*different share scope/);
});

test("the fallback stands in while the remote is down", async () => {
	let ref = () => Promise.reject(Error("down"));
	const R = host(() => ref(), { rs: { b: ["default", "./B", "ref", "cart", 0, ["fb"]] } }, { 0: value("stand-in") });
	await R.e("page");
	assert.equal(R("b"), "stand-in");
	assert.match(warnings[0], /^\[remote-load-failed\] cart: down/);
	ref = good;
	await R.e("page");
	assert.equal(R("b"), "expose ./B");
});

test("a fallback that fails as well is an error, not a rejection", async () => {
	const R = host(() => Promise.reject(Error("down")), { rs: { b: ["default", "./B", "ref", "cart", "f", ["fb"]] } });
	R.f.bad = (id, promises) => id == "fb" && promises.push(Promise.reject(Error("fallback chunk")));
	await R.e("page");
	assert.throws(() => R("b"), /fallback chunk/);
});

test("builds that are each other's remotes load", async () => {
	const containers = {};
	const make = (n, other) => {
		const modules = {
			ref: module => (module.exports = Promise.resolve().then(() => containers[other])),
			x: (module, exports, R) => { exports.name = n; exports.other = () => R("remote").name; }
		};
		const data = { ex: { "./X": [["x"], ["xc"]] }, rs: { remote: ["default", "./X", "ref", other] }, rm: { xc: ["remote"] } };
		return boot(["container", "remotes"], modules, { n, sn: "default", ps: {}, ...data }, {}, "");
	};
	containers.a = make("a", "b");
	containers.b = make("b", "a");
	const R = host(() => containers.a, { rs: { b: ["default", "./X", "ref", "a"] } });
	await Promise.race([R.e("page"), new Promise((_, reject) => setTimeout(reject, 1000, Error("dead lock")).unref())]);
	assert.equal(R("b").name, "a");
	assert.equal(R("b").other(), "b");
});

test("version-first initialises all remotes of the scope and survives a dead one", async () => {
	const log = [];
	const R = host(() => Promise.reject(Error("down")), {
		rr: { default: ["ref", "ref2"] }, rs: { b: ["default", "./B", "ref2", "cart"] },
		cs: { c: ["default", "k", "^1.0.0", 2 | 16] }, cc: { page: ["c"] }
	}, { ref2: value(good({ init: (scope, initScope) => {
		log.push(initScope.length);
		scope.k = { "1.5.0": { get: () => () => "from remote", from: "cart", eager: false } };
	} })) }, ["version_first", "consumes"]);
	assert.deepEqual(log, []);
	await R.e("page");
	assert.equal(R("c"), "from remote");
	assert.equal(R("b"), "expose ./B");
	assert.deepEqual(log, [1]);
	assert.match(warnings[0], /Initialization of sharing external failed: Error: down/);
	assert.equal(R.I("default"), 1);
	assert.equal(R.I("other"), 1);
});

test("version-first with builds that are each other's remotes", async () => {
	const containers = {};
	const make = (n, other) => boot(["container", "version_first"], { ref: module => (module.exports = containers[other]), x: value(n) },
		{ n, sn: "default", ps: {}, rm: {}, rs: {}, ex: { "./X": ["x", 0] }, rr: { default: ["ref"] } }, {}, "");
	containers.a = make("a", "b");
	containers.b = make("b", "a");
	const R = host(() => containers.a, { rr: { default: ["ref"] } }, {}, ["version_first"]);
	await Promise.race([R.I("default"), new Promise((_, reject) => setTimeout(reject, 1000, Error("dead lock")).unref())]);
	await R.e("page");
});

test("rings of builds that start at the same time do not wait for each other", async () => {
	for (const size of [2, 3, 4]) {
		const containers = [];
		for (let i = 0; i < size; i++) {
			const modules = {
				ref: module => (module.exports = tick().then(() => containers[(i + 1) % size])),
				x: (module, exports, R) => { exports.name = i; exports.next = () => R("remote").name; }
			};
			const data = {
				ex: { "./X": [["x"], ["xc"]] }, rs: { remote: ["default", "./X", "ref", "r" + i] }, rm: { xc: ["remote"] }, rr: { default: ["ref"] }
			};
			containers.push(boot(["container", "version_first"], modules, { n: "b" + i, sn: "default", ps: {}, ...data }, {}, ""));
		}
		// One host for each, as each page may begin with another of them.
		const scope = {};
		const hosts = containers.map((container, i) => {
			const R = host(() => container, { n: "host" + i, rs: { b: ["default", "./X", "ref", "r"] }, rr: { default: ["ref"] } }, {}, ["version_first"]);
			R.S.default = scope;
			return R;
		});
		let timer;
		const late = new Promise((_, reject) => (timer = setTimeout(reject, 5000, Error("dead lock of " + size))));
		await Promise.race([Promise.all(hosts.map(R => R.e("page"))), late]);
		clearTimeout(timer);
		await tick();
		hosts.forEach((R, i) => {
			assert.equal(R("b").name, i);
			assert.equal(R("b").next(), (i + 1) % size);
		});
	}
});

test("who waits for an init that does not end is told what is pending, and gets an error in the end", async () => {
	const timers = [];
	const world = { setTimeout: (run, ms) => timers.push({ run, ms }), clearTimeout() {} };
	const R = boot(["remotes"], { ref: value(good({ init: () => new Promise(() => {}) })) }, {
		n: "host", ps: {}, rm: { page: ["b"] }, rs: { b: ["default", "./B", "ref", "cart"] }
	}, world);
	const page = R.e("page");
	while (timers.length < 2) await tick();
	assert.deepEqual(timers.map(t => t.ms), [10000, 120000]);
	timers[0].run();
	assert.match(warnings[0], /^\[remote-init-slow\] cart is slow to initialise; still initialising: cart$/);
	timers[1].run();
	await page;
	assert.throws(() => R("b"), { code: "remote-init-failed", message: /cart: Initialization did not end; still initialising: cart/ });
});

test("a module with top-level await is finished before a host gets it", async () => {
	const cart = boot(["container", "consumes", "async_load", "async_module"], {
		b: (module, exports, R) => R.a(module, async (wait, done) => { await tick(); exports.v = "late"; done(); }, 1)
	}, { n: "cart", sn: "default", ps: {}, cc: {}, ex: { "./B": [["b"], 0] }, aw: { b: 1 } }, {}, "");
	const R = host(() => cart);
	await R.e("page");
	assert.equal(R("b").v, "late");
});

test("version-first: a plugin has a container for a remote that cannot be loaded", async () => {
	const asked = [];
	const inits = [];
	const cart = { init: scope => inits.push(Object.keys(scope)), get: async () => () => "stand-in" };
	const data = {
		ps: { default: [["k", "1.0.0", "k", 0, 0]] }, cs: {}, cc: {}, rm: {}, rs: {}, rr: { default: ["ref"] },
		ri: { ref: { name: "cart", entry: "https://r.test/e.js", type: "global", shareScope: "default" } }
	};
	const { R, instance } = boot(["version_first", "hooked_remotes", "hooked_shares"], { k: m => (m.exports = "k"), ref: () => { throw Error("down"); } }, { n: "host", ...data }, { self: globalThis }, "return { R, instance };");
	instance.registerPlugins([{ name: "p", errorLoadRemote: ({ id, lifecycle, remote }) => { asked.push([id, lifecycle, remote.entry]); return lifecycle == "beforeLoadShare" && cart; } }]);
	await R.I("default");
	assert.deepEqual(asked, [["cart", "beforeLoadShare", "https://r.test/e.js"]]);
	assert.deepEqual(inits, [["k"]]);
	assert.equal(await instance.loadRemote("cart/x"), "stand-in");
});
