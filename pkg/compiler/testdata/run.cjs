"use strict";
// Runs built files one after another in one process and writes what each did.
//
//   node run.cjs jobs.json results.json
//
// jobs: [{id, file}]. A file gets these globals:
//   assert    node:assert strict; every call counts, so that a case cannot pass by not running
//   console   what it logs, at whatever level, is the output of the case
//   wait(p)   the case is not over before the promise p is settled; a rejection fails it
//   defer()   returns a function that has to be called before the case is over
//   dist      the folder of the file
const fs = require("node:fs");
const path = require("node:path");
const util = require("node:util");
const { pathToFileURL } = require("node:url");
const strict = require("node:assert").strict;

const jobs = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
let current;
let pending = [];

const counted = new Map();
globalThis.assert = new Proxy(strict, {
	apply(target, self, args) {
		current.asserts++;
		return target(...args);
	},
	get(target, key) {
		const value = target[key];
		if (typeof value !== "function" || key === "AssertionError") return value;
		if (!counted.has(key)) {
			counted.set(key, (...args) => {
				current.asserts++;
				return value(...args);
			});
		}
		return counted.get(key);
	},
});
globalThis.wait = (promise) => {
	pending.push(promise);
	return promise;
};
globalThis.defer = () => {
	let done;
	pending.push(new Promise((resolve) => (done = resolve)));
	return done;
};
const fail = (error) => {
	current.error ??= (error && error.stack) || String(error);
};
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function run(job) {
	current = { id: job.id, output: [], asserts: 0 };
	pending = [];
	for (const name of ["log", "warn", "error", "info"]) {
		console[name] = (...args) => void current.output.push(util.format(...args));
	}
	globalThis.dist = job.dist;
	const names = new Set(Object.getOwnPropertyNames(globalThis));
	try {
		const load = /\.mjs$/.test(job.file) || job.esm ? import(pathToFileURL(job.file)) : require(job.file);
		await load;
		for (let i = 0; i < pending.length; i++) {
			let timer;
			const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error("the case did not end")), 5000)));
			await Promise.race([pending[i], late]);
			clearTimeout(timer);
		}
		await turn();
		await turn();
	} catch (e) {
		fail(e);
	}
	// What a case leaves on the global object must not reach the next one.
	for (const name of Object.getOwnPropertyNames(globalThis)) {
		if (!names.has(name)) delete globalThis[name];
	}
	return current;
}

(async () => {
	const results = [];
	for (const job of jobs) results.push(await run(job));
	fs.writeFileSync(process.argv[3], JSON.stringify(results));
	process.exit(0);
})();
