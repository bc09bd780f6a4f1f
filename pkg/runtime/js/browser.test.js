"use strict";
const test = require("node:test");
const assert = require("node:assert");
const { boot, page, globalsOf, tick } = require("./harness.js");

const chunkData = { n: "shop", c: ["main"], g: "chunks", p: "https://cdn.test/", u: ["js/", { lazy: "lazy.abc" }, ".js"] };
const chunk = (id, modules, run) => world => (world.chunks = world.chunks || []).push([[id], modules, run]);
const value = v => module => (module.exports = v);
const start = (world, features, modules = {}, data = {}, tail) =>
	boot([...features], modules, { ...chunkData, ...data }, globalsOf(world), tail);
const js = ["define", "public_path", "jsonp"];

test("a chunk is loaded once, by a tag that goes afterwards", async () => {
	const world = page(() => chunk("lazy", { a: value("A") }));
	const R = start(world, [...js, "cross_origin"], {}, { x: "anonymous" });
	R.nc = "n0nce";
	const first = R.e("lazy");
	const [tag] = world.head.children;
	assert.deepEqual([tag.getAttribute("src"), tag.getAttribute("nonce"), tag.crossOrigin, tag.getAttribute("data-webpack")],
		["https://cdn.test/js/lazy.abc.js", "n0nce", "anonymous", "shop:chunk-lazy"]);
	await Promise.all([first, R.e("lazy"), R.e("main")]);
	await R.e("lazy");
	assert.equal(R("a"), "A");
	assert.deepEqual(world.requests, ["https://cdn.test/js/lazy.abc.js"]);
	assert.equal(world.head.children.length, 0);
});

test("a tag by which another loader loads the chunk is joined", async () => {
	const world = page();
	const theirs = world.document.createElement("script");
	let told = 0;
	theirs.src = "/elsewhere.js";
	theirs.setAttribute("data-webpack", "shop:chunk-lazy");
	theirs.onload = () => told++;
	world.head.children.push(Object.assign(theirs, { parentNode: world.head }));
	const R = start(world, [...js, "join_scripts"]);
	const loaded = R.e("lazy");
	chunk("lazy", { a: value("A") })(world);
	theirs.onload({ type: "load", target: theirs });
	await loaded;
	assert.deepEqual([R("a"), told, world.requests, world.head.children], ["A", 1, [], []]);
});

test("another loader's tag stays when this one stops to wait for it", async t => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const world = page();
	const theirs = world.document.createElement("script");
	const handler = (theirs.onload = () => {});
	theirs.setAttribute("data-webpack", "shop:chunk-lazy");
	theirs.src = "https://host.test/";
	world.head.children.push(theirs);
	const R = start(world, [...js, "join_scripts"], {}, { t: 5 });
	const late = assert.rejects(R.e("lazy"), { type: "timeout" });
	t.mock.timers.tick(5);
	await late;
	assert.deepEqual([theirs.onload, world.head.children.length], [handler, 1]);
});

test("after a timeout a chunk is asked for at another address, which browsers do not take for the first", async t => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	let answer;
	const world = page(() => answer);
	const R = start(world, [...js, "stale_scripts"], {}, { t: 5 });
	const late = assert.rejects(R.e("lazy"), { type: "timeout" });
	t.mock.timers.tick(5);
	await late;
	answer = null;
	await assert.rejects(R.e("lazy"), { type: "error" });
	answer = chunk("lazy", { a: value("A") });
	await R.e("lazy");
	assert.equal(R("a"), "A");
	assert.deepEqual(world.requests.map(url => url.replace(/\d+$/, "N")), ["https://cdn.test/js/lazy.abc.js", "https://cdn.test/js/lazy.abc.js?retry=N", "https://cdn.test/js/lazy.abc.js?retry=N"]);
});

test("chunks that registered before the runtime are taken in", async () => {
	const world = page();
	const ran = [];
	chunk("lazy", { a: value("early") }, R => ran.push(R("a")))(world);
	start(world, js, {}, { n: "not its runtime" });
	const R = start(world, js, {}, { q: ["lazy"] });
	await R.e("lazy");
	assert.deepEqual([world.requests, ran], [[], ["early"]]);
});

test("two runtimes share one array, and a chunk given twice changes nothing", async () => {
	const world = page();
	const one = start(world, js);
	const two = start(world, js, {}, { n: "other" });
	chunk("lazy", { a: value(1) })(world);
	chunk("lazy", { a: value(2) })(world);
	await Promise.all([one.e("lazy"), two.e("lazy")]);
	assert.deepEqual([one("a"), two("a"), world.requests], [1, 1, []]);
});

test("a chunk in an array of some runtimes gets into no other", async () => {
	const world = page();
	const first = start(world, [...js, "chunk_globals"], {}, { gs: ["chunks~a"] });
	const second = start(world, js, { a: value("own") });
	(world["chunks~a"] = world["chunks~a"] || []).push([["lazy"], { a: value("other form") }]);
	await first.e("lazy");
	assert.deepEqual([first("a"), second("a"), world.requests], ["other form", "own", []]);
});

test("a chunk that fails is named and can be retried", async () => {
	let answer = null;
	const world = page(() => answer);
	const R = start(world, js);
	const request = "https://cdn.test/js/lazy.abc.js";
	const expected = type => ({ name: "ChunkLoadError", code: "chunk-load-failed", type, request, message: `[chunk-load-failed] Loading chunk lazy failed.\n(${type}: ${request})` });
	await assert.rejects(R.e("lazy"), expected("error"));
	answer = () => {};
	await assert.rejects(R.e("lazy"), expected("missing"));
	answer = chunk("lazy", { a: value("A") });
	await R.e("lazy");
	assert.equal(R("a"), "A");
	assert.equal(world.requests.length, 3);
});

test("a chunk that never comes times out", async () => {
	const world = page(() => undefined);
	const R = start(world, js, {}, { t: 5 });
	await assert.rejects(R.e("lazy"), { name: "ChunkLoadError", type: "timeout" });
	assert.equal(world.head.children.length, 0);
});

test("public path from the script, the module or the worker", () => {
	const at = (world, data) => boot(["public_path_auto"], {}, data, world).p;
	const tag = (src, tagName = "SCRIPT") => ({ document: { currentScript: { src, tagName } } });
	const on = world => ({ self: world, document: world.document });
	assert.equal(at(on(tag("https://a.test/x/remoteEntry.js?v=/1#/b"))), "https://a.test/x/");
	assert.equal(at(on(tag("https://a.test/remoteEntry.js", "script"))), "https://a.test/");
	assert.equal(at({ self: { location: { href: "blob:https://a.test/w/k.js" } }, document: undefined }), "blob:https://a.test/w/");
	for (const world of [on({ document: { currentScript: null } }), on(tag("https://evil.test/x.js", "IMG")), on(tag(""))]) {
		const R = boot(["public_path_auto"], {}, {}, world);
		assert.throws(() => R.p + "x.js", { code: "public-path-unknown", message: /\[public-path-unknown\].*output\.publicPath/ });
		R.p = "/set/";
		assert.equal(R.p + "x.js", "/set/x.js");
	}
});

test("an unknown public path fails the load, not the start", async () => {
	const world = page();
	const R = start(world, ["define", "public_path_auto", "jsonp"]);
	await assert.rejects(R.e("lazy"), { code: "public-path-unknown" });
	R.p = "/";
	const again = R.e("lazy");
	assert.deepEqual(world.requests, ["/js/lazy.abc.js"]);
	chunk("lazy", {})(world);
	await again;
});

const css = { s: ["css/", {}, ".css"], sc: { lazy: 1, main: 1, missing: 1 } };
test("a style sheet is loaded before the chunk counts as loaded", async () => {
	const world = page(url => (url.endsWith(".css") ? () => {} : chunk("lazy", {})));
	const R = start(world, [...js, "css"], {}, css);
	await Promise.all([R.e("lazy"), R.e("lazy"), R.e("main")]);
	await R.e("lazy");
	assert.deepEqual(world.requests.sort(), ["https://cdn.test/css/lazy.css", "https://cdn.test/js/lazy.abc.js"]);
	assert.equal(world.head.children[0].rel, "stylesheet");
});

test("a style sheet that the page links counts", async () => {
	const world = page(() => chunk("lazy", {}));
	const link = world.document.createElement("link");
	link.rel = "stylesheet";
	link.href = "https://cdn.test/css/lazy.css";
	world.head.children.push(link);
	await start(world, [...js, "css"], {}, css).e("lazy");
	assert.deepEqual(world.requests, ["https://cdn.test/js/lazy.abc.js"]);
});

test("a style sheet that does not come in time is an error, and is asked for at another address", async t => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	let works;
	const world = page(url => (url.includes(".css") ? works : chunk("lazy", {})));
	const R = start(world, [...js, "css"], {}, { ...css, t: 5 });
	const late = assert.rejects(R.e("lazy"), { code: "CSS_CHUNK_LOAD_FAILED", type: "timeout" });
	await tick(); // the script of the chunk has come
	t.mock.timers.tick(5);
	await late;
	assert.deepEqual(world.document.getElementsByTagName("link"), []);
	works = () => {};
	await R.e("lazy");
	assert.deepEqual(world.requests.filter(url => url.includes(".css")).map(url => url.replace(/\d+$/, "N")), ["https://cdn.test/css/lazy.css", "https://cdn.test/css/lazy.css?retry=N"]);
});

test("a style sheet that fails goes, and can be retried", async () => {
	let works = false;
	const world = page(url => (url.endsWith(".css") ? works && (() => {}) : chunk("lazy", {})));
	const R = start(world, [...js, "css"], {}, css);
	await assert.rejects(R.e("lazy"), { code: "CSS_CHUNK_LOAD_FAILED", type: "error", request: "https://cdn.test/css/lazy.css", message: /Loading CSS chunk lazy failed\.\n\(https:/ });
	assert.deepEqual(world.document.getElementsByTagName("link"), []);
	works = true;
	await R.e("lazy");
});

test("chunks are hinted at once each, also those of style sheets alone", async () => {
	const world = page(url => (url.endsWith(".css") ? () => {} : chunk("lazy", {})));
	const data = { ...css, u: ["js/", {}, ".js"], z: ["sheet"], sc: { sheet: 1, lazy: 1 }, pf: { main: ["sheet", "lazy"] }, pl: { lazy: ["sheet", "more"] } };
	const R = start(world, [...js, "css", "prefetch"], {}, data);
	await tick();
	const hints = () => world.document.getElementsByTagName("link").filter(tag => tag.rel != "stylesheet").map(tag => `${tag.rel} ${tag.as} ${tag.href}`);
	const first = ["prefetch style https://cdn.test/css/sheet.css", "prefetch script https://cdn.test/js/lazy.js", "prefetch style https://cdn.test/css/lazy.css"];
	assert.deepEqual(hints(), first);
	await R.e("lazy");
	assert.deepEqual(hints(), [...first, "preload script https://cdn.test/js/more.js"]);
});

test("tags of the page's own origin are not cross-origin, unless credentials are asked for", async () => {
	const crossOrigin = async (x, path) => {
		const world = page(url => (url.endsWith(".css") ? () => {} : undefined), { location: new URL("https://cdn.test/") });
		const R = start(world, [...js, "css", "prefetch", "cross_origin"], {}, { ...css, x, pf: { main: ["far"] }, pl: {}, p: path });
		await tick();
		const loaded = R.e("lazy");
		const tags = ["script", "link"].flatMap(name => world.document.getElementsByTagName(name));
		const got = tags.map(tag => tag.crossOrigin);
		for (const tag of tags) tag.onerror?.({ type: "error", target: tag }); // a load that goes on keeps the process until it times out
		await assert.rejects(loaded);
		return got;
	};
	assert.deepEqual(await crossOrigin("anonymous", "/js/"), [undefined, undefined, undefined]);
	assert.deepEqual(await crossOrigin("anonymous", "https://cdn.test.evil/"), ["anonymous", "anonymous", "anonymous"]);
	assert.deepEqual(await crossOrigin("use-credentials", "/js/"), Array(3).fill("use-credentials"));
});

test("style sheets do nothing without a document", async () => {
	const R = boot(["css"], {}, { ...chunkData, ...css }, { document: undefined });
	await R.e("lazy");
});

test("an external script gives the global it defines", async () => {
	const world = page(url => w => (w.cart = { url }));
	const R = start(world, ["script_external"]);
	const got = await Promise.all([R.ext("cart", "https://r.test/e.js"), R.ext("cart", "https://r.test/e.js")]);
	assert.equal(got[0], got[1]);
	assert.equal(await R.ext("cart", "https://r.test/e.js"), got[0]);
	await assert.rejects(R.ext("cart", "https://r.test/other.js"), { code: "remote-name-conflict", message: /"cart": https:\/\/r\.test\/e\.js is loaded, and https:\/\/r\.test\/other\.js is wanted/ });
	assert.deepEqual(world.requests, ["https://r.test/e.js"]);
});

test("two bundles load one external script once", async () => {
	const world = page(() => w => (w.cart = {}));
	const one = start(world, ["script_external"]);
	const two = start(world, ["script_external"], {}, { n: "two" });
	const [a, b] = await Promise.all([one.ext("cart", "/e.js"), two.ext("cart", "/e.js")]);
	assert.equal(a, b);
	assert.deepEqual(world.requests, ["/e.js"]);
});

test("a tag of the page's own is not joined: it may have finished", async () => {
	const world = page(() => w => (w.cart = {}));
	const own = world.document.createElement("script");
	own.src = "/e.js";
	world.head.children.push(own);
	await start(world, ["script_external"]).ext("cart", "/e.js");
	assert.deepEqual(world.requests, ["/e.js"]);
});

test("an external script that fails is named and can be retried", async () => {
	let answer = null;
	const world = page(() => answer);
	const R = start(world, ["script_external"]);
	const url = "https://r.test/e.js";
	const expected = type => ({ name: "ScriptExternalLoadError", type, request: url, message: `Loading script failed.\n(${type}: ${url})` });
	await assert.rejects(R.ext("cart", url), expected("error"));
	answer = w => (w.wrong = {});
	await assert.rejects(R.ext("cart", url), expected("missing"));
	// A short limit only where nothing answers: on a busy machine 5 ms pass before an answer is taken in.
	answer = undefined;
	await assert.rejects(start(world, ["script_external"], {}, { t: 5 }).ext("cart", url), expected("timeout"));
	answer = w => (w.cart = "there");
	assert.equal(await R.ext("cart", url), "there");
});

test("timeout, retry and integrity of an external", async () => {
	let left = 2;
	const tags = [];
	const world = page((url, w, tag) => {
		tags.push(tag);
		if (url.endsWith("plain.js")) return null;
		// First silence, then an error.
		return left-- > 0 ? (left ? undefined : null) : w => (w.cart = "third time");
	});
	const url = "https://r.test/e.js";
	const R = start(world, ["script_external", "attempts"]);
	const ref = () => R.ref([[url, url => R.ext("cart", url, { timeout: 5, integrity: "sha384-x", crossOrigin: "anonymous" })]], { attempts: 2, delay: 1 });
	assert.equal(await ref(), "third time");
	assert.deepEqual(tags.map(t => [t.integrity, t.crossOrigin]), Array(3).fill(["sha384-x", "anonymous"]));
	left = 9;
	delete world.cart;
	await assert.rejects(ref(), { name: "ScriptExternalLoadError" });
});

test("places are tried in order; each has its timeout and tries, and the error names all", async () => {
	const R = start(page(), ["attempts"]);
	const log = [];
	const ref = (last, options) => R.ref([
		["https://a/e.js", url => (log.push(url), Promise.reject(Error("down")))],
		["https://b/e.js", url => (log.push(url), new Promise(() => {})), 5],
		["https://c/e.js", last]
	], options);
	assert.equal(await ref(async () => "c", { attempts: 1 }), "c");
	assert.deepEqual(log, ["https://a/e.js", "https://a/e.js?retry=1", "https://b/e.js", "https://b/e.js?retry=1"]);
	await assert.rejects(ref(() => { throw Error("thrown"); }), error => {
		assert.equal(error.message, "down\n(https://a/e.js)\nLoading took more than 5 ms.\n(https://b/e.js)\nthrown\n(https://c/e.js)");
		assert.equal(error.causes.length, 3);
		assert.equal(error.request, "https://c/e.js");
		return true;
	});
});

test("a manifest leads to the container", async () => {
	const world = page(url => w => (w.cart = { get: async () => () => url }));
	const manifests = {
		"https://r.test/empty.json": {},
		"https://r.test/m/mf-manifest.json": { publicPath: "auto", globalName: "cart", remoteEntry: { name: "e.js", path: "", type: "global" } },
		"https://r.test/abs.json": { publicPath: "https://cdn.test/v1/", globalName: "cart", remoteEntry: { name: "e.js", path: "js", type: "var" } },
		"https://r.test/esm.json": { publicPath: "", globalName: "cart", remoteEntry: { name: "e.mjs", path: "", type: "module" } },
		"https://r.test/from.json": { publicPath: "auto", publicPathFrom: { global: "place", path: "v2/" }, globalName: "cart", remoteEntry: { name: "e.mjs", path: "", type: "module" } }
	};
	const fetch = async url => (url.includes("page") ? { ok: true, text: async () => "<!doctype html>" } : manifests[url] ? { ok: true, text: async () => JSON.stringify({ metaData: manifests[url], exposes: [], shared: [] }) } : { ok: false, status: 404 });
	const R = boot(["manifest", "script_external"], {}, { ...chunkData, import: async url => ({ get: async () => () => "module " + url }) }, { ...globalsOf(world), fetch });
	const entry = async url => (await (await R.mf(url)).get("./x"))();
	assert.equal(await entry("https://r.test/m/mf-manifest.json"), "https://r.test/m/e.js");
	delete world.cart;
	assert.equal(await entry("https://r.test/abs.json"), "https://cdn.test/v1/js/e.js");
	assert.equal(await entry("https://r.test/esm.json"), "module https://r.test/e.mjs");
	assert.equal(await entry("https://r.test/from.json"), "module https://r.test/e.mjs");
	globalThis.place = "https://cdn.test/base";
	assert.equal(await entry("https://r.test/from.json"), "module https://cdn.test/base/v2/e.mjs");
	delete globalThis.place;
	await assert.rejects(R.mf("https://r.test/empty.json"), { code: "manifest-invalid", message: /"metaData.remoteEntry.name" is missing: https:\/\/r\.test\/empty\.json/ });
	await assert.rejects(R.mf("https://r.test/page.json"), { code: "manifest-invalid" });
	await assert.rejects(R.mf("https://r.test/none.json"), { code: "manifest-load-failed", message: /status 404: https:\/\/r\.test\/none\.json/ });
});

test("start-up waits for chunks that the page loads", async () => {
	const world = page();
	const data = { e: ["entry"], w: ["vendor"] };
	const ran = [];
	const entry = (m, e, r) => ran.push(r("v"));
	const result = start(world, ["public_path", "jsonp", "start_waiting"], { entry }, data, "");
	assert.deepEqual(ran, []);
	chunk("vendor", { v: value("V") })(world);
	await result;
	assert.deepEqual([ran, world.requests], [["V"], []]);
	// The chunk is there already: at once, with the exports.
	assert.equal(start(world, ["public_path", "jsonp", "start_waiting"], { entry: value("now") }, data, ""), "now");
});

test("asynchronous start-up gets what the initial chunks consume", async () => {
	const world = page(() => chunk("lazy", { k: value("shared") }));
	const data = {
		e: ["entry"], w: ["vendor"],
		ps: { default: [["k", "1.0.0", "k", ["lazy"], 0]] },
		cs: { c: ["default", "k", "^1.0.0", 0, "k", ["lazy"]] }, cc: { vendor: ["c"] },
		rs: { r: ["default", "./x", "ref", "cart"] }, rm: { main: ["r"] }
	};
	const modules = {
		entry: (m, e, r) => (m.exports = [r("c"), r("r"), r("v")]),
		ref: value({ get: async () => () => "remote", init() {} })
	};
	const result = start(world, ["public_path", "jsonp", "consumes", "remotes", "waiting", "start_async"], modules, data, "");
	assert.equal(typeof result.then, "function");
	await tick();
	chunk("vendor", { v: value("V") })(world);
	assert.deepEqual(await result, ["shared", "remote", "V"]);
	assert.deepEqual(world.requests, ["https://cdn.test/js/lazy.abc.js"]);
});

test("a worker of another origin starts through a script of the page's", async () => {
	const at = (origin, args) => boot(["public_path", "worker_wrap"], {}, { ...chunkData }, { self: {}, document: undefined, location: new URL(origin) }).ww("lazy", ...args);
	const file = "https://cdn.test/js/lazy.abc.js";
	assert.equal(at("https://cdn.test/page", []).href, file);
	assert.equal(await (await fetch(at("https://a.test/", []))).text(), `importScripts("${file}")`);
	assert.equal(await (await fetch(at("https://a.test/", [1]))).text(), `import "${file}"`);
	assert.equal(await (await fetch(at("https://a.test/", [0, 1]))).text(), `importScripts("${file}")`);
	assert.match(at("https://a.test/", [0, 1]), /^data:/);
	assert.equal(at("https://a.test/", [1, 1]), at("https://b.test/", [1, 1]));
	const R = boot(["public_path", "worker_wrap"], {}, { ...chunkData }, { self: {}, document: undefined, location: new URL("https://a.test/") });
	assert.equal(R.ww("lazy"), R.ww("lazy"));
});

test("the public path of a worker that another script loads is that of its own file", () => {
	const at = href => boot(["worker_path"], {}, {}, { self: { location: { href } }, document: undefined }).p;
	assert.equal(at("https://a.test/w/k.js"), "https://a.test/w/");
	assert.doesNotMatch(at("blob:https://a.test/1-2"), /a\.test/);
	assert.doesNotMatch(at("data:text/javascript,1"), /data/);
});

test("a worker loads chunks by importScripts", async () => {
	const self = { location: { href: "https://cdn.test/worker.js" } };
	let answer;
	const importScripts = url => answer(url);
	const R = boot(["public_path_auto", "import_scripts"], {}, chunkData, { self, document: undefined, importScripts });
	const request = "https://cdn.test/js/lazy.abc.js";
	answer = () => { throw Error("NetworkError"); };
	await assert.rejects(R.e("lazy"), { name: "ChunkLoadError", type: "error", request });
	answer = () => {};
	await assert.rejects(R.e("lazy"), { type: "missing" });
	answer = url => chunk("lazy", { a: value(url) })(self);
	await R.e("lazy");
	await R.e("lazy");
	assert.equal(R("a"), request);
});
