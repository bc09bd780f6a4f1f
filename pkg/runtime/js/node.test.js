"use strict";
const test = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { createRequire } = require("node:module");
const { pathToFileURL } = require("node:url");
const { boot } = require("./harness.js");

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "mfbundle-"));
test.after(() => fs.rmSync(dir, { recursive: true }));
const write = (name, text) => fs.writeFileSync(path.join(dir, name), text);
const common = (id, text) => `exports.ids = [${JSON.stringify(id)}]; exports.modules = { ${JSON.stringify(id + "-m")}: module => (module.exports = ${text}) };`;
const u = ["", {}, ".js"];
const nodeRequire = createRequire(path.join(dir, "main.js"));

for (const feature of ["require_chunks", "async_node"]) {
	test(feature + " reads CommonJS chunks", async () => {
		write(feature + "1.js", common(feature + "1", "[__filename, typeof require]") + "exports.runtime = R => (R.ran = 1);");
		const R = boot([feature], {}, { u, require: nodeRequire, dir });
		await Promise.all([R.e(feature + "1"), R.e(feature + "1")]);
		assert.deepEqual(R(feature + "1-m"), [path.join(dir, feature + "1.js"), "function"]);
		assert.equal(R.ran, 1);
		await R.e(feature + "1");
	});
	test(feature + " can retry", async () => {
		const R = boot([feature], {}, { u, require: nodeRequire, dir });
		const id = feature + "2";
		await assert.rejects(R.e(id), e => e.name == "ChunkLoadError" && e.code == "chunk-load-failed" && e.type == "error" && e.request.endsWith(id + ".js") && e.cause instanceof Error);
		write(id + ".js", "throw Error('half written')");
		await assert.rejects(R.e(id), e => e.cause.message == "half written");
		write(id + ".js", common(id, "1"));
		await R.e(id);
		assert.equal(R(id + "-m"), 1);
	});
	test(feature + " finds the output directory from elsewhere", async () => {
		fs.mkdirSync(path.join(dir, "sub"), { recursive: true });
		write(feature + "3.js", common(feature + "3", "3"));
		const R = boot([feature], {}, { u, require: createRequire(path.join(dir, "sub/main.js")), dir: path.join(dir, "sub"), r: "../" });
		await R.e(feature + "3");
		assert.equal(R(feature + "3-m"), 3);
	});
}

test("async_node asks the official runtime where a container came from", async t => {
	const asked = [];
	t.mock.method(globalThis, "fetch", async url => {
		asked.push(url);
		return { ok: true, text: async () => common("far", "'from afar'") };
	});
	const container = { get() {} };
	const module = { exports: { box: container } };
	const known = [["one", { remoteInfo: { entry: "http://a.example/x/entry.js" }, remoteEntryExports: {} }], ["two", { remoteInfo: { entry: "http://b.example/x/entry.js?v=1" }, remoteEntryExports: container }]];
	globalThis.__FEDERATION__ = { __INSTANCES__: [{ moduleCache: new Map(known) }] };
	t.after(() => delete globalThis.__FEDERATION__);
	const from = (module, more) => boot(["async_node"], {}, { u, require: nodeRequire, dir: "/x", file: "entry.js", module: () => module, r: "../", ...more });
	const R = from(module);
	await R.e("far");
	assert.equal(R("far-m"), "from afar");
	// A container that a plugin wrapped is known by its path, unless the build says where its files are.
	await from({ exports: {} }).e("far");
	await from({ exports: {} }, { a: "https://cdn.example/box/" }).e("far");
	assert.deepEqual(asked, ["http://b.example/far.js", "http://b.example/far.js", "https://cdn.example/box/far.js"]);
	// A file on disk never asks.
	write("near.js", common("near", "1"));
	await from(module, { dir, file: path.join(dir, "entry.js"), r: "./" }).e("near");
	assert.equal(asked.length, 3);
});

test("require_chunks loads initial chunks at boot and lazy ones synchronously", () => {
	write("vendor.js", "exports.id = 'vendor'; exports.modules = { v: module => (module.exports = 'V') };");
	write("later.js", common("later", "2"));
	const entry = (m, e, R) => {
		R.e("later");
		m.exports = [R("v"), R("later-m")];
	};
	assert.deepEqual(boot(["require_chunks", "start_now"], { entry }, { u, require: nodeRequire, w: ["vendor"], e: ["entry"] }, {}, ""), ["V", 2]);
});

const load = file => import(new URL(file, pathToFileURL(dir + "/")).href);
const esm = (id, text) => `export const ids = [${JSON.stringify(id)}], modules = { ${JSON.stringify(id + "-m")}: module => (module.exports = ${text}) };`;
test("import_chunks", async () => {
	write("x.mjs", esm("x", "import.meta.url") + "export const runtime = R => (R.ran = 1);");
	write("first.mjs", esm("first", "1"));
	const asked = [];
	const R = boot(["import_chunks"], {}, { u: ["", {}, ".mjs"], i: [await load("./first.mjs")], import: f => { asked.push(f); return load(f); } });
	await Promise.all([R.e("x"), R.e("x"), R.e("first")]);
	assert.match(R("x-m"), /x\.mjs$/);
	assert.deepEqual([R("first-m"), R.ran, asked], [1, 1, ["./x.mjs"]]);
});
test("import_chunks can retry what an engine remembers as failed", async () => {
	write("bad.mjs", "throw Error('down')");
	write("other.mjs", esm("another", "1"));
	const R = boot(["import_chunks"], {}, { u: ["", {}, ".mjs"], import: load });
	await assert.rejects(R.e("bad"), e => e.name == "ChunkLoadError" && e.request == "./bad.mjs" && e.cause.message == "down");
	await assert.rejects(R.e("other"), { type: "missing" });
	write("bad.mjs", esm("bad", "1"));
	await R.e("bad");
	assert.equal(R("bad-m"), 1);
});
