// Small worlds of builds that share one package, every one of them compared with a model of the rules.
"use strict";
const test = require("node:test");
const assert = require("node:assert");
const { boot } = require("./harness.js");

const versions = ["1.0.0", "1.1.0", "2.0.0"];
// range^: the caret range of the build's own version
const hints = {
	plain: { range: true },
	any: {},
	strict: { range: true, strict: true },
	singleton: { range: true, singleton: true },
	singletonStrict: { range: true, singleton: true, strict: true },
	eagerSingleton: { range: true, singleton: true, eager: true },
	eager: { range: true, eager: true, strict: true },
	noFallback: { range: true, strict: true, noFallback: true, noOffer: true },
	consumeOnly: { range: true, singleton: true, noOffer: true },
	loadedFirst: { range: true, loadedFirst: true },
	loadedFirstAny: { loadedFirst: true }
};
const permutations = list =>
	list.length < 2 ? [list] : list.flatMap((x, i) => permutations(list.filter((_, j) => j != i)).map(rest => [x, ...rest]));

// ---- the model: plain data, no promises ----

const parts = v => v.split(".").map(Number);
const newer = (a, b) => parts(a).reduce((r, n, i) => r || n - parts(b)[i], 0) > 0;
const inCaret = (v, of) => parts(v)[0] == parts(of)[0] && !newer(of, v);
const max = list => list.reduce((a, b) => (a === undefined || newer(b, a) ? b : a), undefined);

class Model {
	scope = {}; // version → {from, eager, live}
	settled; // version that singleton consumers share
	register(app) {
		if (app.noOffer) return;
		const old = this.scope[app.version];
		if (old && (old.live || (!!old.eager == !!app.eager ? app.hash + app.name < old.hash + old.from : !app.eager))) return;
		this.scope[app.version] = { from: app.name, hash: app.hash, eager: !!app.eager, ready: !!app.eager };
	}
	preferred(list) {
		const live = list.filter(v => this.scope[v].live);
		return live.includes(this.settled) ? this.settled : max(live);
	}
	// consume returns who made the copy that app gets, or the code of the error.
	consume(app) {
		const all = Object.keys(this.scope);
		const usable = all.filter(v => !app.eager || this.scope[v].eager || this.scope[v].ready);
		const fits = v => !app.range || inCaret(v, app.version);
		let chosen;
		if (app.singleton) {
			chosen = this.preferred(all) || max(usable);
			if (chosen && !fits(chosen) && app.strict) return "share-version-unsatisfied";
		} else {
			// loaded-first: of what fits, what runs already; then, as for all, the highest.
			const best = list => (app.loadedFirst && this.preferred(list)) || max(list);
			chosen = best(usable.filter(fits));
			if (!chosen && usable.length && !app.strict) chosen = best(usable);
			if (!chosen && usable.length && app.strict && app.noFallback) return "share-version-unsatisfied";
		}
		if (!chosen) {
			if (app.noFallback) return "share-missing";
			if (!app.singleton) return "own " + app.name;
			chosen = "0";
			this.scope[chosen] = { from: app.name };
		}
		if (app.singleton) this.settled = chosen;
		const entry = this.scope[chosen];
		entry.live = entry.ready = true;
		return entry.from;
	}
}

// ---- the same world in runtimes ----

// made lists the copies that were really made.
function build(app, scope, made) {
	const id = "module";
	const flags = app.eager | (app.singleton ? 2 : 0) | (app.strict ? 4 : 0);
	const strategy = app.loadedFirst ? 8 : 0;
	const chunks = app.eager ? 0 : ["lazy"];
	const row = ["default", "k", app.range ? "^" + app.version : 0, flags | strategy | (app.noFallback ? 16 : 0)];
	if (!app.noFallback) row.push(id, chunks);
	const R = boot(
		["consumes", "consumes_now"],
		{ [id]: module => { made.push(app.name); module.exports = app.name; } },
		{
			n: app.name,
			ps: { default: app.noOffer ? [] : [["k", app.version, id, chunks, flags, 0, app.hash]] },
			cs: { consume: row },
			cc: app.eager ? {} : { page: ["consume"] },
			ci: app.eager ? ["consume"] : []
		}
	);
	R.S.default = scope;
	R.f.lazy = (chunk, promises) => promises.push(new Promise(resolve => setImmediate(resolve)));
	return R;
}
async function use(app, R) {
	if (!app.eager) await R.e("page");
	try {
		return R("consume");
	} catch (error) {
		return error.code;
	}
}

// With version-first (and with one page that holds all) everybody has offered before the first choice; without an
// initOrder each build comes, offers and chooses before the next one is there.
async function runWorld(apps, initOrder, useOrder, concurrent) {
	const scope = {};
	const made = [];
	const runtimes = apps.map(app => build(app, scope, made));
	const model = new Model();
	const offer = i => {
		runtimes[i].I("default");
		model.register(apps[i]);
	};
	const expected = [];
	const got = [];
	if (initOrder) initOrder.forEach(offer);
	if (concurrent) await Promise.all(useOrder.map(async i => (got[i] = await use(apps[i], runtimes[i]))));
	for (const i of useOrder) {
		if (!initOrder) offer(i);
		expected[i] = model.consume(apps[i]).replace("own ", "");
		if (!concurrent) got[i] = await use(apps[i], runtimes[i]);
	}
	return { got, expected, made };
}

const warn = console.warn;
test.before(() => (console.warn = () => {}));
test.after(() => (console.warn = warn));
const label = (apps, a, b) => JSON.stringify({ apps: apps.map(x => [x.name, x.version, x.hint]), a, b });

async function check(apps, concurrent, initOrders) {
	const indexes = apps.map((_, i) => i);
	initOrders = initOrders || permutations(indexes);
	const outcomes = new Map();
	for (const useOrder of permutations(indexes)) {
		for (const initOrder of concurrent ? initOrders : [...initOrders, undefined]) {
			const { got, expected, made } = await runWorld(apps, initOrder, useOrder, concurrent);
			const where = label(apps, initOrder, useOrder);
			assert.deepEqual(got, expected, where);
			if (apps.every(a => a.singleton)) assert.ok(made.length <= 1, "two copies of a singleton: " + made + where);
			// However they come, those that want one copy have the same one.
			const ones = got.filter((from, i) => apps[i].singleton && !/^share-/.test(from));
			assert.ok(new Set(ones).size < 2, "two live copies of a singleton: " + ones + where);
			if (!initOrder) continue;
			// The order in which builds register never shows.
			const key = String(useOrder);
			if (!outcomes.has(key)) outcomes.set(key, got);
			assert.deepEqual(got, outcomes.get(key), where);
		}
	}
}
// Builds 0 and 2 have the same content, build 1 another.
const appOf = (i, version, hint) => ({ name: "abc"[i], hash: i == 1 ? "f00d" : "beef", version, hint, ...hints[hint] });

for (const hint of Object.keys(hints)) {
	test(`three builds that all ask for ${hint}`, async () => {
		for (const x of versions) for (const y of versions) for (const z of versions) {
			await check([appOf(0, x, hint), appOf(1, y, hint), appOf(2, z, hint)], false);
		}
	});
}

test("three builds with different hints", async () => {
	const lazy = Object.keys(hints).filter(h => !hints[h].eager && h != "loadedFirstAny");
	for (const x of lazy) for (const y of lazy) for (const z of lazy) {
		await check([appOf(0, "1.0.0", x), appOf(1, "1.1.0", y), appOf(2, "2.0.0", z)], false, [[0, 1, 2], [2, 1, 0]]);
	}
});

test("three builds that load at the same time", async () => {
	for (const hint of ["plain", "singleton", "singletonStrict", "consumeOnly"]) {
		for (const x of versions) for (const y of versions) for (const z of versions) {
			await check([appOf(0, x, hint), appOf(1, y, hint), appOf(2, z, hint)], true, [[0, 1, 2], [2, 1, 0]]);
		}
	}
});

test("a build that comes late gets the singleton that is there", async () => {
	for (const order of permutations([0, 1, 2])) {
		for (const hint of ["singleton", "singletonStrict", "eagerSingleton", "consumeOnly"]) {
			const apps = versions.map((v, i) => appOf(i, v, hint));
			const scope = {};
			const made = [];
			for (const i of order) {
				const R = build(apps[i], scope, made);
				R.I("default");
				await use(apps[i], R);
			}
			assert.deepEqual(made, [apps[order[0]].name], hint + order);
		}
	}
});

test("singleton builds agree although ordinary builds have loaded other versions", async () => {
	const scope = {};
	const made = [];
	const got = [];
	for (const [i, version, hint] of [[0, "1.0.0", "plain"], [1, "1.1.0", "singleton"], [2, "2.0.0", "plain"]]) {
		const app = appOf(i, version, hint);
		const R = build(app, scope, made);
		R.I("default");
		got.push(await use(app, R));
	}
	assert.deepEqual(got, ["a", "a", "c"], "1.0.0 and 2.0.0 are live now, and b has settled on 1.0.0");
	const late = build({ ...appOf(0, "2.0.0", "singleton"), name: "d" }, scope, made);
	assert.equal(await use({}, late), "a");
});

test("an eager build never makes a second copy while a singleton is loading", async () => {
	const scope = {};
	const made = [];
	const lazy = build(appOf(0, "1.0.0", "singleton"), scope, made);
	const eager = build(appOf(1, "1.0.0", "eagerSingleton"), scope, made);
	const page = lazy.e("page");
	await Promise.resolve().then(() => {}).then(() => {});
	assert.throws(() => eager("consume"), { code: "share-not-ready", message: /Shared module is not available for eager consumption: consume/ });
	await page;
	assert.equal(eager("consume"), lazy("consume"));
	assert.deepEqual(made, ["a"]);
});
