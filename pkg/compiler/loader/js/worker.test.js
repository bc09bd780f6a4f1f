// The worker speaks its protocol: frames may be cut anywhere, answers come back to who asked, and it ends with its input.
"use strict";
const assert = require("node:assert").strict;
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const test = require("node:test");

const worker = path.join(__dirname, "worker.js");
const runner = path.join(__dirname, "../../../../e2e/node_modules/loader-runner/lib/LoaderRunner.js");
const skip = fs.existsSync(runner) ? false : "loader-runner is not installed: npm ci in e2e";

const frame = (message) => {
	const body = Buffer.from(JSON.stringify(message));
	const head = Buffer.alloc(4);
	head.writeUInt32LE(body.length);
	return Buffer.concat([head, body]);
};

// start runs a worker on a folder with files and returns how to speak with it.
function start(t, files) {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), "mfbundle-worker-"));
	t.after(() => fs.rmSync(dir, { recursive: true }));
	for (const [name, text] of Object.entries({ "file.txt": "text", ...files })) fs.writeFileSync(path.join(dir, name), text);
	const child = spawn(process.execPath, ["-e", fs.readFileSync(worker, "utf8")], { cwd: dir, stdio: ["pipe", "pipe", "ignore"] });
	t.after(() => child.kill());
	let rest = Buffer.alloc(0);
	const inbox = [];
	let wake;
	child.stdout.on("data", (chunk) => {
		rest = Buffer.concat([rest, chunk]);
		while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32LE(0)) {
			const end = 4 + rest.readUInt32LE(0);
			inbox.push(JSON.parse(rest.toString("utf8", 4, end)));
			rest = rest.subarray(end);
		}
		wake?.();
	});
	const next = async (type) => {
		for (;;) {
			const i = inbox.findIndex((m) => m.type === type);
			if (i >= 0) return inbox.splice(i, 1)[0];
			await new Promise((resolve) => (wake = resolve));
		}
	};
	const send = (message) => child.stdin.write(frame(message));
	send({ type: "init", runner, context: dir, mode: "production", target: "web", sourceMap: true, css: true, hash: { hashSalt: "s" }, output: { path: dir, publicPath: "/", uniqueName: "u" } });
	const run = (id, loader, more) =>
		send({ type: "run", id, resource: path.join(dir, "file.txt"), loaders: [{ loader: path.join(dir, loader), ...more }] });
	return { child, dir, next, run, send };
}

test("a frame may come in pieces", { skip }, async (t) => {
	const w = start(t, { "a.js": "module.exports = (s) => s.toUpperCase()" });
	await w.next("ready");
	const bytes = frame({ type: "run", id: 5, resource: path.join(w.dir, "file.txt"), loaders: [{ loader: path.join(w.dir, "a.js") }] });
	for (const b of bytes) w.child.stdin.write(Buffer.from([b]));
	assert.deepEqual((await w.next("at")).id, 5);
	const done = await w.next("done");
	assert.deepEqual([done.id, done.content, done.base64, done.cacheable, done.files], [5, "TEXT", false, true, [path.join(w.dir, "file.txt")]]);
});

test("answers go to the run that asked", { skip }, async (t) => {
	const w = start(t, {
		"ask.js": "module.exports = async function () { return this.resolve(this.context, './' + this.getOptions().name, this.async()) }",
	});
	w.run(1, "ask.js", { options: { name: "one" }, ident: "i1" });
	w.run(2, "ask.js", { options: "name=two" });
	const asks = [await w.next("ask"), await w.next("ask")];
	for (const a of asks.reverse()) w.send({ type: "answer", id: a.id, value: "/found" + a.request });
	const got = [await w.next("done"), await w.next("done")].map((m) => [m.id, m.content]).sort();
	assert.deepEqual(got, [[1, "/found./one"], [2, "/found./two"]]);
});

test("the context has what loaders of webpack look at", { skip }, async (t) => {
	const w = start(t, {
		"look.js": `module.exports = function () {
			const { utils, rootContext } = this;
			return JSON.stringify([
				this.version, this.mode, this.target, this.sourceMap, this.hot, this._compiler.options.mode, this._compilation.outputOptions.uniqueName,
				utils.contextify(rootContext, rootContext + "/a.js?x!" + rootContext + "/b.js"), utils.absolutify("/r", "./a.js!b"),
				utils.createHash("md4").update("x").digest("hex").length, typeof this.getLogger("x").warn, this._module.type, this.request.includes("look.js"),
				this._compilation.getPath("[path][name]__[local]--[hash:4][ext]", { filename: "src/a.css", hash: "abcdef", local: "k" }),
				this.hashSalt, this._compilation.outputOptions.hashFunction,
			]);
		}`,
	});
	w.run(1, "look.js");
	assert.deepEqual(JSON.parse((await w.next("done")).content), [
		2, "production", "web", true, false, "production", "u", "./a.js?x!./b.js", "/r/a.js!b", 32, "function", "javascript/auto", true, "src/a__k--abcd.css", "s", "md5",
	]);
});

test("failures say what and where", { skip }, async (t) => {
	const w = start(t, {
		"throw.js": "module.exports = () => { throw Object.assign(new TypeError('bad'), { loc: { line: 3, column: 1 } }) }",
		"text.js": "module.exports = function () { this.emitError('only a text'); return 5 }",
	});
	w.run(1, "throw.js");
	const { error } = await w.next("failed");
	assert.deepEqual([error.message, error.name, error.line, error.column, path.basename(error.loader)], ["bad", "TypeError", 3, 1, "throw.js"]);
	w.run(2, "text.js");
	const failed = await w.next("failed");
	assert.match(failed.error.message, /neither a text nor a Buffer/);
	assert.equal(failed.errors[0].message, "only a text");
});

test("it ends with its input", { skip }, async (t) => {
	const w = start(t, {});
	await w.next("ready");
	w.child.stdin.end();
	assert.equal(await new Promise((resolve) => w.child.on("exit", resolve)), 0);
});
