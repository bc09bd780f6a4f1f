// harness.js: runs features as a chunk would, for the tests beside it. Not part of any bundle.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

// The table of features is Go code; its lines are regular enough to be read here.
const table = new Map();
const source = fs.readFileSync(path.join(__dirname, "../features.go"), "utf-8");
const fileOf = {};
for (const [, feature, name, needs] of source.matchAll(/^\t(\w+):\s+\{"(\w+)", (?:nil|\[\]Feature\{(.*)\})\},$/gm)) {
	fileOf[feature] = name;
	table.set(name, needs ? needs.split(", ") : []);
}
const order = source.match(/const \(\n([^)]*?)\tcount\n\)/)[1].match(/\w+(?=\s)/g).filter(f => f in fileOf).map(f => fileOf[f])
	.filter((name, i, all) => all.lastIndexOf(name) == i); // one that is also kept as a function comes last as itself
for (const [name, needs] of table) table.set(name, needs.map(f => fileOf[f]));

function text(features) {
	const wanted = new Set();
	const add = name => {
		if (!table.has(name)) throw Error("no feature " + name);
		if (!wanted.has(name)) table.get((wanted.add(name), name)).forEach(add);
	};
	features.forEach(add);
	return (
		'"use strict";\n' +
		order.filter(name => wanted.has(name)).map(name => fs.readFileSync(path.join(__dirname, name + ".js"), "utf-8")).join("\n")
	);
}

// compiled keeps scripts: the share-scope worlds boot thousands of runtimes.
const compiled = new Map();

// boot runs features with the modules and data given, on top of `world` (the globals: self, document, …).
// `tail` is code put after the features, by default one that hands out the local names.
function boot(features, modules = {}, data = {}, world = {}, tail = "return R;") {
	const names = Object.keys(world);
	const key = [features, names, tail].join("|");
	if (!compiled.has(key)) {
		compiled.set(key, vm.runInThisContext(`(function(${names}){return (function(modules,data){${text(features)}\n${tail}\n})(...arguments[arguments.length - 1])})`, { filename: features.join("+") }));
	}
	return compiled.get(key)(...names.map(n => world[n]), [modules, { n: "app", c: [], ...data }]);
}

// A page: just enough of a document for tags. `serve(url, world)` answers for the network: a function to run as the
// script (or to apply, for a style sheet), null for a failure, undefined for silence.
function page(serve = () => null, globals = {}) {
	const listeners = [];
	class Tag {
		constructor(name) {
			this.tagName = name.toUpperCase();
			this.attributes = {};
		}
		setAttribute(k, v) {
			this.attributes[k] = String(v);
		}
		set nonce(v) {
			this.setAttribute("nonce", v);
		}
		getAttribute(k) {
			return k in this.attributes ? this.attributes[k] : null;
		}
		set src(v) {
			this.setAttribute("src", v);
		}
		get src() {
			return new URL(this.getAttribute("src"), world.location.href).href;
		}
		set href(v) {
			this.setAttribute("href", v);
		}
		get href() {
			return new URL(this.getAttribute("href"), world.location.href).href;
		}
		remove() {
			if (this.parentNode) this.parentNode.removeChild(this);
		}
	}
	const head = {
		children: [],
		appendChild(tag) {
			this.children.push(tag);
			tag.parentNode = this;
			const url = tag.getAttribute("src") || tag.getAttribute("href");
			world.requests.push(url);
			setImmediate(() => {
				const answer = serve(url, world, tag);
				if (answer === undefined) return;
				const type = answer ? "load" : "error";
				if (answer) answer(world);
				const handler = tag["on" + type];
				if (handler) handler({ type, target: tag });
			});
		},
		removeChild(tag) {
			this.children.splice(this.children.indexOf(tag), 1);
			tag.parentNode = null;
		}
	};
	const world = { requests: [], location: new URL("https://host.test/app/index.html"), head };
	world.self = Object.assign(world, globals);
	world.document = {
		head,
		currentScript: null,
		createElement: name => new Tag(name),
		getElementsByTagName: name => head.children.filter(t => t.tagName == name.toUpperCase()),
		listeners
	};
	return world;
}

// globalsOf gives what boot needs of a page.
const globalsOf = world => ({ self: world.self, document: world.document, location: world.location });

const tick = () => new Promise(resolve => setImmediate(resolve));

module.exports = { text, boot, page, globalsOf, tick, order, table };
