// A process that runs loaders. mfbundle starts it with "node -e <this text>" and speaks with it over standard input and
// output: each message is four bytes of length (little endian) and that many bytes of JSON.
//
//   in   {type: "init", runner, context, mode, target, sourceMap, css, hash, output: {path, publicPath, uniqueName}}
//        {type: "run", id, resource, match, moduleType, loaders: [{loader, options, ident, type}], content?}
//        {type: "answer", id, value} or {type: "answer", id, error}
//   out  {type: "ready"}                     after init
//        {type: "at", id, loader}            the run has come to this loader
//        {type: "done", id, content, base64, map, files, contexts, missing, cacheable, emitted, warnings, errors}
//        {type: "failed", id, error, ...the same}
//        {type: "ask", id, job, ask: "resolve" | "load" | "import", ...}   answered by "answer"
//
// What loaders print goes to standard error. The process ends with its standard input.
"use strict";

const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const querystring = require("node:querystring");
const vm = require("node:vm");
const { createRequire, wrap } = require("node:module");
const { Worker } = require("node:worker_threads");

Object.defineProperty(process, "stdout", { configurable: true, get: () => process.stderr });

function send(message) {
	const body = Buffer.from(JSON.stringify(message));
	const head = Buffer.alloc(4);
	head.writeUInt32LE(body.length);
	let rest = Buffer.concat([head, body]);
	while (rest.length > 0) {
		try {
			rest = rest.subarray(fs.writeSync(1, rest));
		} catch (error) {
			if (error.code === "EPIPE") process.exit(0);
			if (error.code !== "EAGAIN") throw error;
		}
	}
}

let input = Buffer.alloc(0);
process.stdin.on("data", (chunk) => {
	input = input.length ? Buffer.concat([input, chunk]) : chunk;
	while (input.length >= 4 && input.length >= 4 + input.readUInt32LE(0)) {
		const end = 4 + input.readUInt32LE(0);
		const message = JSON.parse(input.toString("utf8", 4, end));
		input = input.subarray(end);
		receive(message);
	}
});
process.stdin.on("end", () => process.exit(0));

// A loader that never gives the processor back would not notice the end of standard input.
const parent = process.ppid;
new Worker(
	`setInterval(() => { if (process.ppid !== ${parent}) process.kill(process.pid, "SIGKILL"); }, 1000)`,
	{ eval: true, stdout: true },
).unref();

let setup;
let asked = 0;
const waiting = new Map();

function ask(job, question) {
	return new Promise((resolve, reject) => {
		const id = ++asked;
		waiting.set(id, { resolve, reject });
		send({ type: "ask", id, job, ...question });
	});
}

function receive(message) {
	if (message.type === "init") {
		setup = message;
		start();
		send({ type: "ready" });
	} else if (message.type === "run") {
		run(message);
	} else if (message.type === "answer") {
		const { resolve, reject } = waiting.get(message.id);
		waiting.delete(message.id);
		if (message.error === undefined) resolve(message.value);
		else reject(new Error(message.error));
	}
}

// ---- What loaders find on their context: the parts of a compiler that they look at.

let runner, compiler, compilation;

const slashes = (p) => p.replace(/\\/g, "/");

// createHash knows the functions of webpack that Node has not by another one: loaders name things with them and compare
// nothing with webpack's.
function createHash(name) {
	const known = typeof name === "string" && crypto.getHashes().includes(name) ? name : "md5";
	const hash = crypto.createHash(known);
	return {
		update(data, encoding) {
			hash.update(data, encoding);
			return this;
		},
		digest: (encoding) => hash.digest(encoding),
	};
}

// absolutify and contextify change each part of a request, as webpack's do.
const each = (change) => (context, request) =>
	request.split(/([|!])/).map((part) => (part.length < 2 ? part : change(context, part))).join("");
const absolutify = each((context, part) => (/^\.\.?[\\/]/.test(part) ? path.join(context, part) : part));
const contextify = each((context, part) => {
	const [, file, rest] = /^([^?]*)(.*)$/s.exec(part);
	if (!path.isAbsolute(file)) return part;
	const relative = slashes(path.relative(context, file));
	return (relative.startsWith("../") ? relative : "./" + relative) + rest;
});

// anyHook lets plugins tap hooks of which none is ever called.
const anyHook = { tap() {}, tapAsync() {}, tapPromise() {}, call() {}, for: () => anyHook };
const hooks = new Proxy({}, { get: () => anyHook });

// getPath fills in a template such as "[name]__[local]--[hash:base64:5]".
function getPath(template, data = {}) {
	const file = String(data.filename ?? "");
	const [, bare, query, fragment] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(file);
	const ext = path.extname(bare);
	const values = {
		file: bare, base: path.basename(bare), name: path.basename(bare, ext), ext, query: query ?? "", fragment: fragment ?? "",
		path: bare.includes("/") ? bare.slice(0, bare.lastIndexOf("/") + 1) : "", folder: path.basename(path.dirname(bare)),
		hash: data.hash, fullhash: data.hash, chunkhash: data.hash, modulehash: data.hash, contenthash: data.contentHash ?? data.hash,
		id: data.chunk?.id ?? data.module?.id, local: data.local,
	};
	return String(template).replace(/\[([a-z]+)(?::(?:[a-z0-9]+:)?(\d+))?\]/gi, (whole, name, length) => {
		const value = values[name.toLowerCase()];
		if (value === undefined) return whole;
		return length ? String(value).slice(0, Number(length)) : String(value);
	});
}

const environment = {
	arrowFunction: true, asyncFunction: true, bigIntLiteral: true, const: true, destructuring: true, document: true, dynamicImport: true,
	forOf: true, globalThis: true, module: true, optionalChaining: true, templateLiteral: true,
};

function logger(name) {
	const log = (...args) => console.error(`[${name}]`, ...args);
	const nothing = () => {};
	return {
		error: log, warn: log, info: nothing, log: nothing, debug: nothing, trace: nothing, group: nothing, groupEnd: nothing, groupCollapsed: nothing,
		status: nothing, clear: nothing, profile: nothing, profileEnd: nothing, time: nothing, timeEnd: nothing, timeLog: nothing, timeAggregate: nothing,
		timeAggregateEnd: nothing, assert: nothing, getChildLogger: (child) => logger(name + "/" + child),
	};
}

// hashing are the options of hashes: what loaders name things with.
const hashing = () => ({ hashFunction: "md5", hashDigest: "hex", hashDigestLength: 20, hashSalt: undefined, ...setup.hash });

function start() {
	runner = require(setup.runner);
	const output = {
		...setup.output, ...hashing(), environment,
		filename: "[name].js", chunkFilename: "[name].js", assetModuleFilename: "[hash][ext]",
	};
	const options = {
		mode: setup.mode, context: setup.context, target: setup.target, devtool: setup.sourceMap ? "source-map" : false, output,
		experiments: { css: setup.css }, module: { rules: [] }, optimization: {}, resolve: {}, plugins: [], name: setup.name,
	};
	compiler = {
		context: setup.context, options, hooks, outputPath: setup.output.path, inputFileSystem: fs, outputFileSystem: fs, watchMode: false,
		webpack: { version: "5.100.0", util: { createHash } }, getInfrastructureLogger: logger, isChild: () => false, root: undefined,
		fileTimestamps: new Map(), modifiedFiles: new Set(), removedFiles: new Set(),
	};
	compiler.root = compiler;
	compilation = {
		compiler, options, outputOptions: output, hooks, inputFileSystem: fs, errors: [], warnings: [], assets: {}, getPath, getAssetPath: getPath,
		fileDependencies: new Set(), contextDependencies: new Set(), missingDependencies: new Set(), getLogger: logger,
		fileSystemInfo: {
			getFileTimestamp(file, callback) {
				fs.stat(file, (error, stat) => callback(null, error ? null : { safeTime: stat.mtimeMs, timestamp: stat.mtimeMs }));
			},
		},
	};
	compilation.compilation = compilation;
}

// ---- One run.

// schemaUtils validates options with the package that webpack does it with, where the project has it.
let validators;
function schemaUtils(from) {
	validators ??= new Map();
	if (!validators.has(from)) {
		let found = null;
		for (const base of [from, path.join(setup.context, "x.js"), setup.runner]) {
			try {
				found = createRequire(base)("schema-utils").validate;
				break;
			} catch {} // not there
		}
		validators.set(from, found);
	}
	return validators.get(from);
}

function checkOptions(schema, options, loader) {
	const installed = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/s.exec(loader);
	const name = installed ? installed[1] : slashes(path.relative(setup.context, loader));
	const validate = schemaUtils(loader);
	try {
		if (validate) {
			validate(schema, options, { name, baseDataPath: "options" });
			return;
		}
		const unknown = schema.additionalProperties === false && Object.keys(options).find((key) => !(key in (schema.properties ?? {})));
		if (unknown) throw new Error(`options has an unknown property '${unknown}'. These properties are valid: ${Object.keys(schema.properties ?? {}).join(", ")}`);
	} catch (error) {
		error.badOptions = true;
		throw error;
	}
}

const asText = (value) => (typeof value === "string" ? value : Buffer.isBuffer(value) ? value.toString("utf8") : "");

// placeOf is where an error points: {file, line, column}, the line from 1, 0 for unknown.
function placeOf(error) {
	const { span } = error;
	const place = error.loc ?? error.location ?? (span?.start && { line: span.start.line + 1, column: span.start.column }) ?? error;
	const file = error.file ?? error.filename ?? span?.url?.href;
	const from = error.name === "CssSyntaxError" ? 1 : 0; // PostCSS counts columns from 1
	return {
		file: typeof file === "string" ? file : "",
		line: Number.isInteger(place.line) ? place.line : 0, column: Number.isInteger(place.column) ? place.column - from : 0,
	};
}

// plain makes a message of what a loader threw or reported.
function plain(error, loader) {
	if (!(error instanceof Error) && (typeof error !== "object" || error === null)) error = new Error(String(error));
	// Loaders of preprocessors wrap what those threw, which knows the place.
	const places = [error, error.cause].filter((e) => typeof e === "object" && e !== null).map(placeOf);
	const at = places.find((p) => p.line > 0) ?? places[0];
	return {
		message: String(error.message ?? error), name: String(error.name ?? "Error"), stack: typeof error.stack === "string" ? error.stack : "",
		...at, loader: loader ?? "", badOptions: error.badOptions === true,
	};
}

const regexps = (key, value) => (value instanceof RegExp ? { regexp: value.source, flags: value.flags } : value);

// execute runs a script that sets module.exports, and returns that.
function execute(text, name) {
	const module = { exports: {} };
	const from = path.join(setup.context, "importModule.js");
	vm.runInThisContext(wrap(text), { filename: name })(module.exports, createRequire(from), module, from, setup.context);
	return module.exports;
}

function makeContext(job, outcome) {
	let index = 0;
	const current = () => context.loaders?.[index]?.path ?? "";
	const resolve = (from, request, options) =>
		ask(job.id, { ask: "resolve", context: from, request, options: options && JSON.parse(JSON.stringify(options, regexps)) });
	const answer = (promise, callback) => {
		if (!callback) return promise;
		promise.then((value) => callback(null, value), (error) => callback(error));
	};
	const issues = (list) => (error) => list.push(plain(error, current()));
	const module = {
		type: job.moduleType || "javascript/auto", matchResource: job.match || undefined, resource: job.resource, userRequest: job.resource,
		rawRequest: job.resource, request: job.resource, context: path.dirname(job.resource), buildInfo: {}, buildMeta: {}, errors: [], warnings: [],
		addError: issues(outcome.errors), addWarning: issues(outcome.warnings), identifier: () => job.resource, get loaders() { return context.loaders; },
	};
	const context = {
		version: 2, webpack: true, hot: false, mode: setup.mode, target: setup.target, sourceMap: setup.sourceMap, minimize: setup.mode === "production",
		rootContext: setup.context, environment, fs, ...hashing(),
		// vue-loader asks whether its plugin is there: mfbundle does what the plugin does.
		"vue-loader": true,
		_compiler: compiler, _compilation: compilation, _module: module,
		async: null, callback: null, cacheable: null, data: undefined, addBuildDependency() {},
		getOptions(schema) {
			let { options } = context.loaders[index];
			if (typeof options === "string") {
				options = options.startsWith("{") && options.endsWith("}") ? JSON.parse(options) : querystring.parse(options, "&", "=", { maxKeys: 0 });
			}
			options ??= {};
			if (schema) checkOptions(schema, options, current());
			return options;
		},
		emitWarning: issues(outcome.warnings),
		emitError: issues(outcome.errors),
		emitFile(name, content, sourceMap) {
			outcome.emitted.push({ name, base64: Buffer.from(content).toString("base64") });
			if (sourceMap) outcome.emitted.push({ name: name + ".map", base64: Buffer.from(JSON.stringify(sourceMap)).toString("base64") });
		},
		getLogger: (name) => logger(name ? `${path.basename(current())}/${name}` : path.basename(current())),
		resolve: (from, request, callback) => answer(resolve(from, request), callback),
		getResolve: (options) => (from, request, callback) => answer(resolve(from, request, options), callback),
		loadModule(request, callback) {
			ask(job.id, { ask: "load", context: context.context, request }).then(
				({ content, map, files, contexts, missing }) => {
					outcome.files.push(...files);
					outcome.contexts.push(...contexts);
					outcome.missing.push(...missing);
					callback(null, content, map ? JSON.parse(map) : undefined, module);
				},
				(error) => callback(error),
			);
		},
		importModule(request, options, callback) {
			if (typeof options === "function") [options, callback] = [undefined, options];
			const { layer, publicPath, baseUri } = options ?? {};
			const done = ask(job.id, { ask: "import", context: context.context, request, options: { layer, publicPath, baseUri } }).then((built) => {
				outcome.files.push(...built.files);
				outcome.contexts.push(...built.contexts);
				outcome.missing.push(...built.missing);
				outcome.emitted.push(...built.emitted);
				if (!built.cacheable) context.cacheable(false);
				return execute(built.content, request);
			});
			return answer(done, callback);
		},
		utils: { absolutify, contextify, createHash },
	};
	Object.defineProperty(context, "loaderIndex", {
		enumerable: true,
		get: () => index,
		set(value) {
			index = value;
			// Told before the loader runs, so that it is known which one never came back.
			if (context.loaders?.[value]) send({ type: "at", id: job.id, loader: context.loaders[value].path });
		},
	});
	return context;
}

function run(job) {
	const outcome = { files: [], contexts: [], missing: [], emitted: [], warnings: [], errors: [] };
	const context = makeContext(job, outcome);
	const finish = (error, result) => {
		outcome.files.push(...(result?.fileDependencies ?? []));
		outcome.contexts.push(...(result?.contextDependencies ?? []));
		outcome.missing.push(...(result?.missingDependencies ?? []));
		outcome.cacheable = result?.cacheable !== false;
		const loader = context.loaders?.[context.loaderIndex]?.path ?? context.loaders?.[0]?.path;
		if (!error && !Buffer.isBuffer(result.result?.[0]) && typeof result.result?.[0] !== "string") {
			error = new Error(`The loader returned ${result.result?.[0] === undefined ? "nothing" : "neither a text nor a Buffer"}`);
		}
		if (error) {
			send({ type: "failed", id: job.id, error: plain(error, loader), ...outcome });
			return;
		}
		const [content, map] = result.result;
		send({
			type: "done", id: job.id, ...outcome, content: typeof content === "string" ? content : content.toString("base64"),
			base64: typeof content !== "string", map: typeof map === "string" ? map : map ? JSON.stringify(map) : "",
		});
	};
	const options = { resource: job.resource, loaders: job.loaders, context };
	options.processResource = (...args) => {
		const callback = args[args.length - 1];
		if (job.content !== undefined) {
			callback(null, Buffer.from(job.content, "base64"));
			return;
		}
		const file = context.resourcePath;
		context.addDependency(file);
		fs.readFile(file, callback);
	};
	try {
		runner.runLoaders(options, finish);
	} catch (error) {
		finish(error);
	}
}

process.on("unhandledRejection", (error) => send({ type: "stray", error: plain(error) }));
