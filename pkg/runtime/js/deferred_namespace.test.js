"use strict";
const test = require("node:test");
const assert = require("node:assert");
const { boot, tick } = require("./harness.js");

test("a module runs when a name is read, and symbols and then are no names", () => {
	let runs = 0;
	const R = boot(["deferred_namespace", "define"], {
		1: (module, exports, require) => {
			runs++;
			require.d(exports, { a: () => runs, default: () => 5 });
		}
	});
	const ns = R.z(1);
	assert.equal(R.z(1), ns);
	assert.equal(ns[Symbol.toStringTag], "Deferred Module");
	assert.equal(ns.then, undefined);
	assert.equal("then" in ns, false);
	assert.equal(Reflect.set(ns, "a", 1), false);
	assert.equal(Object.getPrototypeOf(ns), null);
	assert.equal(runs, 0);
	assert.equal(ns.a, 1);
	assert.deepEqual(Reflect.ownKeys(ns), ["a", "default", Symbol.toStringTag]);
	assert.deepEqual({ ...ns }, { a: 1, default: 5 });
	assert.equal(Reflect.deleteProperty(ns, "a"), false);
	assert.equal(Reflect.deleteProperty(ns, "b"), true);
	assert.equal(Reflect.defineProperty(ns, "b", { value: 1 }), false);
	assert.equal(runs, 1);
});

test("listing the names runs the module", () => {
	let runs = 0;
	const R = boot(["deferred_namespace", "define"], { 1: (module, exports, require) => require.d(exports, { a: () => ++runs }) });
	assert.deepEqual(Object.keys(R.z(1)), ["a"]);
});

test("what is no ES module gets a namespace", () => {
	const R = boot(["deferred_namespace", "namespace"], { 1: module => (module.exports = { a: 1 }) });
	assert.equal(R.z(1, 2).default.a, 1);
	assert.equal(R.z(1, 2).a, 1);
});

test("a module that is running, awaits or failed throws", async () => {
	let ns;
	const R = boot(["deferred_namespace", "async_now", "define"], {
		self: (module, exports, require) => {
			ns = require.z("self");
			ns.a;
		},
		waits: (module, exports, require) => {
			require.a(module, async (wait, done) => { await tick(); require.d(exports, { a: () => 1 }); done(); }, 1);
		},
		fails: (module, exports, require) => {
			require.a(module, async (wait, done) => done(Error("no luck")));
		}
	});
	assert.throws(() => R("self"), /still running/);
	assert.throws(() => R.z("waits", null, 1).a, /still running/);
	await R("waits");
	assert.equal(R.z("waits", null, 1).a, 1);
	assert.throws(() => R.z("fails", null, 1).a, /no luck/);
});
