"use strict";
const test = require("node:test");
const assert = require("node:assert");
const { boot } = require("./harness.js");

test("a module runs once and gets module, exports and require", () => {
	let runs = 0;
	const R = boot(["core"], {
		1(module, exports, require) {
			runs++;
			assert.equal(this, exports);
			assert.equal(module.id, "1"[0] && 1);
			assert.equal(module.loaded, false);
			exports.two = require("two");
		},
		two: module => (module.exports = 2)
	});
	assert.equal(R(1).two, 2);
	assert.equal(R(1), R(1));
	assert.equal(runs, 1);
	assert.equal(R.c[1].loaded, true);
});

test("a cycle sees the exports filled so far", () => {
	const R = boot(["core"], {
		a(module, exports, require) {
			exports.early = 1;
			exports.seen = require("b").seen;
			exports.late = 2;
		},
		b: (module, exports, require) => (exports.seen = { ...require("a") })
	});
	assert.deepEqual(R("a"), { early: 1, seen: { early: 1 }, late: 2 });
});

test("a factory that threw is run again", () => {
	let broken = true;
	const R = boot(["core"], {
		a: (module, exports, require) => (exports.b = require("b")),
		b() {
			if (broken) throw Error("down");
		}
	});
	assert.throws(() => R("a"), /down/);
	assert.deepEqual(Object.keys(R.c), []);
	broken = false;
	assert.deepEqual(R("a"), { b: {} });
});

test("a missing module is named", () => {
	assert.throws(() => boot(["core"])("./x.js"), { code: "module-missing", message: /^\[module-missing\] Module ".\/x.js"/ });
});

test("factories added later are found", () => {
	const R = boot(["core"]);
	R.m.late = module => (module.exports = "late");
	assert.equal(R("late"), "late");
});

test("R.d defines live enumerable getters and keeps what is there", () => {
	const R = boot(["define", "marker"]);
	let x = 1;
	const exports = {};
	R.r(exports);
	R.d(exports, { x: () => x });
	R.d(exports, { x: () => "other", toString: () => "own" });
	x = 2;
	assert.equal(exports.x, 2);
	assert.equal(exports.toString, "own");
	assert.deepEqual(Object.keys(exports), ["x", "toString"]);
	assert.equal(exports.__esModule, true);
	assert.equal(Object.prototype.toString.call({ ...exports, [Symbol.toStringTag]: exports[Symbol.toStringTag] }), "[object Module]");
});

test("R.n", () => {
	const R = boot(["compat"]);
	assert.equal(R.n("cjs")(), "cjs");
	assert.equal(R.n("cjs").a, "cjs");
	assert.equal(R.n({ __esModule: true, default: 7 })(), 7);
	assert.equal(R.n(null)(), null);
	assert.equal(R.n(undefined).a, undefined);
});

test("R.t modes", () => {
	const es = { __esModule: true, x: 1 };
	const cjs = { x: 1, default: "own" };
	const promise = Promise.resolve();
	const R = boot(["namespace"], { es: m => (m.exports = es), cjs: m => (m.exports = cjs) });
	assert.equal(R.t("es", 1 | 8), es);
	assert.equal(R.t("es", 1 | 2 | 4), es);
	assert.equal(R.t(promise, 16), promise);
	const ns = R.t("cjs", 1 | 2);
	assert.equal(ns.x, 1);
	assert.equal(ns.default, cjs, "default is module.exports itself, as in Node");
	assert.equal(ns.__esModule, true);
	assert.equal(Object.getPrototypeOf(ns), null);
	cjs.x = 2;
	assert.equal(ns.x, 2, "live");
	assert.deepEqual(Object.keys(R.t(cjs, 0)), ["default"]);
	assert.equal(R.t(es, 2).default, es, "without 4 the marker does not count");
	assert.equal(R.t("text", 2).default, "text");
	assert.equal(R.t(null, 2).default, null);
	assert.equal(R.t(undefined, 2 | 4 | 16).default, undefined);
	const fn = Object.assign(() => {}, { helper: 1 });
	assert.equal(R.t(fn, 2).helper, 1);
	class Base {
		get inherited() {
			return 3;
		}
	}
	assert.equal(R.t(new Base(), 2).inherited, 3);
	assert.equal("hasOwnProperty" in R.t(cjs, 2), false);
});

test("R.t gives one namespace for one value", () => {
	const R = boot(["namespace"]);
	const value = {};
	assert.equal(R.t(value, 2), R.t(value, 2 | 4 | 16));
	assert.notEqual(R.t(value, 2), R.t(value, 0));
	const fn = () => {};
	assert.equal(R.t(fn, 2), R.t(fn, 2));
});

test("R.g", () => assert.equal(boot(["global"]).g, globalThis));

test("R.es re-exports all but default and what is there", () => {
	const R = boot(["reexport"]);
	const exports = { own: 1 };
	const ns = { own: 2, x: 3, default: 4 };
	R.es(exports, ns);
	ns.x = 5;
	assert.deepEqual({ ...exports }, { own: 1, x: 5 });
	R.es(exports, null);
	R.es(exports, undefined);
});

test("R.dn", () => {
	const R = boot(["default_name"]);
	const arrow = (() => () => {})();
	assert.equal(R.dn(arrow), arrow);
	assert.equal(arrow.name, "default");
	assert.equal(R.dn(class {}).name, "default");
	const generated = function __default() {};
	assert.equal(R.dn(generated).name, "default");
	assert.equal(R.dn(class { static name = "mine"; }).name, "mine");
	assert.equal(R.dn(class { static get name() { return "got"; } }).name, "got");
	const descriptor = Object.getOwnPropertyDescriptor(arrow, "name");
	assert.deepEqual(descriptor, { value: "default", writable: false, enumerable: false, configurable: true });
});

test("module decorators", () => {
	const R = boot(["node_module", "harmony_module"]);
	const module = { id: "./a.mjs", exports: {} };
	assert.equal(R.nmd(module), module);
	assert.deepEqual([module.paths, module.children], [[], []]);
	const harmony = R.hmd(module);
	assert.throws(() => (harmony.exports = 1), /ES Modules may not assign.*\.\/a\.mjs/);
});

test("R.mnf throws as Node does", () => {
	assert.throws(() => boot(["missing"]).mnf("./x"), { code: "MODULE_NOT_FOUND", message: "Cannot find module './x'" });
});

test("R.b and R.j", () => {
	assert.equal(boot(["base_uri"], {}, { b: "file:///x/y.js" }).b, "file:///x/y.js");
	assert.equal(boot(["base_uri"], {}, {}, { document: { baseURI: "https://a/b/" } }).b, "https://a/b/");
	assert.equal(boot(["base_uri"], {}, {}, { document: undefined, self: { location: { href: "https://w/k.js" } } }).b, "https://w/k.js");
	assert.equal(boot(["runtime_id"], {}, { j: "main" }).j, "main");
});

test("entries run in order, the last one's exports are returned", () => {
	const ran = [];
	const entry = n => module => { ran.push(n); module.exports = n; };
	assert.equal(boot(["start_now"], { 1: entry(1), 2: entry(2) }, { e: [2, 1] }, {}, ""), 1);
	assert.deepEqual(ran, [2, 1]);
});
