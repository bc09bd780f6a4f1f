"use strict";
const test = require("node:test");
const assert = require("node:assert");
const { boot, tick } = require("./harness.js");

// esm writes a module as the compiler does: imports, then its own statements, of which some await.
const esm = (log, name, imports, own = async () => {}, hasAwait = 0) => (module, exports, require) =>
	require.a(
		module,
		async (wait, done) => {
			try {
				require.d(exports, { name: () => name });
				var deps = imports.map(i => require(i));
				var waited = wait(deps);
				deps = waited.then ? (await waited)() : waited;
				log.push("start " + name);
				if (hasAwait) await own(exports, deps);
				else own(exports, deps);
				log.push("end " + name);
				done();
			} catch (error) {
				done(error);
			}
		},
		hasAwait
	);
const start = modules => boot(["async_module", "define"], modules);
const later = () => new Promise(resolve => setTimeout(resolve, 2));

test("importers wait for an await, and siblings run side by side", async () => {
	const log = [];
	const R = start({
		entry: esm(log, "entry", ["a", "b", "plain"]),
		a: esm(log, "a", [], later, 1),
		b: esm(log, "b", [], later, 1),
		plain: module => (module.exports = { name: "plain" })
	});
	const exports = await R("entry");
	assert.equal(exports.name, "entry");
	assert.deepEqual(log, ["start a", "start b", "end a", "end b", "start entry", "end entry"]);
});

test("without an await anywhere nothing is late", () => {
	const log = [];
	start({ entry: esm(log, "entry", ["a"]), a: esm(log, "a", []) })("entry");
	assert.deepEqual(log, ["start a", "end a", "start entry", "end entry"]);
});

test("imports of imports are waited for", async () => {
	const log = [];
	const R = start({ entry: esm(log, "entry", ["mid"]), mid: esm(log, "mid", ["leaf"]), leaf: esm(log, "leaf", [], later, 1) });
	await R("entry");
	assert.deepEqual(log, ["start leaf", "end leaf", "start mid", "end mid", "start entry", "end entry"]);
});

test("cycles end, with and without awaits of their own", async () => {
	for (const [x, y, z] of [[0, 0, 1], [1, 0, 0], [0, 1, 0], [1, 1, 1], [0, 0, 0]]) {
		const log = [];
		const R = start({
			entry: esm(log, "entry", ["x"]),
			x: esm(log, "x", ["y"], later, x),
			y: esm(log, "y", ["z", "x"], later, y),
			z: esm(log, "z", ["x"], later, z)
		});
		await R("entry");
		assert.deepEqual(log.filter(l => l.startsWith("end")), ["end z", "end y", "end x", "end entry"], String([x, y, z]));
	}
});

test("a module in a cycle is seen with the exports it has", async () => {
	const log = [];
	let seen;
	const R = start({
		x: esm(log, "x", ["y"], later, 1),
		y: esm(log, "y", ["x"], (exports, [x]) => { seen = x.name; })
	});
	await R("x");
	assert.equal(seen, "x");
});

test("an error reaches every importer, none is unhandled, and the next require tries again", async () => {
	const unhandled = [];
	const onUnhandled = e => unhandled.push(e);
	process.on("unhandledRejection", onUnhandled);
	let broken = true;
	const log = [];
	const R = start({
		entry: esm(log, "entry", ["a", "b"]),
		a: esm(log, "a", ["bad"]),
		b: esm(log, "b", ["bad"]),
		bad: esm(log, "bad", [], async () => { await later(); if (broken) throw Error("down"); }, 1)
	});
	await assert.rejects(R("entry"), /down/);
	await later();
	assert.deepEqual(unhandled, []);
	broken = false;
	assert.equal((await R("entry")).name, "entry");
	process.off("unhandledRejection", onUnhandled);
});

test("a promise of another maker is waited for, and its error thrown", async () => {
	const R = start({
		ok: module => (module.exports = Promise.resolve({ name: "external" })),
		bad: module => { module.exports = Promise.reject(Error("no external")); module.exports.catch(() => {}); },
		a: esm([], "a", ["ok"], (exports, [ok]) => (exports.got = ok.name)),
		b: esm([], "b", ["bad"])
	});
	assert.equal((await R("a")).got, "external");
	await assert.rejects(R("b"), /no external/);
});

test("the namespace of an async module is its promise", () => {
	const R = boot(["async_module", "namespace"], { a: esm([], "a", [], later, 1) });
	assert.equal(R.t("a", 1 | 16), R("a"));
});
