// consumes.js: modules that are taken from a share scope.
//
// Installs: R.f.consumes; factories of the consumes in `ci`, which choose when they are first required
// Needs:    core, problem, own, ensure, lazy, range, share_scope
// Data:     cs {moduleId: [scope, key, range or 0, flags, fallbackModuleId, fallbackChunkIds or 0, fallbackVersion?]}
//           flags: 1 eager, 2 singleton, 4 strictVersion, 16 no fallback
//           cc {chunkId: [moduleId, …]}; ci [moduleId, …] those of this file that must work without waiting
//
// Choice: of a singleton the copy this scope has settled on, else one that is loaded, else the highest version; of
// anything else the highest version in the range. Never does it depend on the order in which builds registered.

// On scope[key], hidden from every other runtime: the version that singleton consumers of this key were given.
// Two versions may be loaded when ordinary consumers asked for them; singleton consumers must still agree on one.
var settled = Symbol.for("mfbundle.singleton");

// The factory of an entry, or a promise of it. `loading` and `lib` are the v2 runtime's fields: with them one load
// serves all bundles of the page, and an eager consumer can use what somebody else has loaded already.
var use = entry => {
	if (entry.lib) return entry.lib;
	var factory = entry.loading || entry.get();
	entry.loaded = 1;
	if (!factory.then) return (entry.lib = factory);
	return (entry.loading = factory.then(
		factory => {
			entry.loading = 0;
			return (entry.lib = factory);
		},
		error => {
			// Nothing is in use after all: the next attempt calls get() again, and may choose another copy.
			entry.loading = entry.loaded = 0;
			throw error;
		}
	));
};

var choose = ([scope, key, range, flags, fallback, chunks, fallbackVersion = "0"]) => {
	var versions = R.o(R.S[scope], key) ? R.S[scope][key] : {};
	var known = Object.keys(versions);
	var ready = version => !(flags & 1) || versions[version].eager || versions[version].lib;
	var usable = known.filter(ready);
	var fits = version => !range || satisfies(version, range);
	var highest = list =>
		list.reduce((a, b) => {
			// Equal versions differ in build metadata only; any fixed order will do.
			var up = rank(b) > rank(a) || (rank(b) == rank(a) && b > a);
			return a === undefined || up ? b : a;
		}, undefined);
	var list = () => "\nAvailable versions: " + known.map(v => `${v} from ${versions[v].from}`).join(", ");
	// What does not fit stops a strict consumer and is used by any other, as in webpack.
	var complain = message => {
		var error = problem("share-version-unsatisfied", message);
		if (flags & 4) throw error;
		console.warn(error.message);
	};
	var version;
	if (flags & 2) {
		var pinned = versions[settled];
		version = known.includes(pinned) && live(versions[pinned]) ? pinned : highest(known.filter(v => live(versions[v])));
		// A live copy is taken even if an eager consumer cannot use it yet: that one has to fail, not to start another.
		if (version === undefined) version = highest(usable);
		if (version !== undefined && !fits(version)) {
			complain(`Unsatisfied version ${version} from ${versions[version].from} of shared singleton module ${key} (required ${range})`);
		}
	} else {
		version = highest(usable.filter(fits));
		if (version === undefined && usable[0] && (!(flags & 4) || flags & 16)) {
			complain(`No satisfying version (${range})${flags & 1 ? " for eager consumption" : ""} of shared module ${key} found in shared scope ${scope}.${list()}`);
			version = highest(usable);
		}
	}
	if (version === undefined) {
		if (flags & 16) {
			throw problem("share-missing", `Shared module ${key} doesn't exist in shared scope ${scope}`);
		}
		if (!(flags & 2)) return load(fallback, chunks);
		// A singleton taken from the fallback is the singleton from now on, so the others have to find it.
		register(scope, key, (version = fallbackVersion), fallback, chunks, flags, range);
		versions = R.S[scope][key];
	}
	if (flags & 2) versions[settled] = version;
	return use(versions[version]);
};

var consume = id => {
	var row = data.cs[id];
	var offer = R.I(row[0]);
	return offer.then && !(row[3] & 1) ? offer.then(() => choose(row)) : choose(row);
};

var consumed = {};
R.f.consumes = (chunk, promises) =>
	((data.cc && data.cc[chunk]) || []).forEach(id => {
		if (consumed[id] === 0) return;
		var install = factory => {
			delete cache[id];
			modules[id] = module => (module.exports = factory());
		};
		promises.push(
			(consumed[id] =
				consumed[id] ||
				new Promise(resolve => resolve(consume(id))).then(
					factory => {
						consumed[id] = 0;
						install(factory);
					},
					error => {
						// Whoever needs the module gets the error; the rest of the chunk works. The next R.e tries again.
						delete consumed[id];
						install(() => {
							throw error;
						});
					}
				))
		);
	});

(data.ci || []).forEach(id => {
	modules[id] = module => {
		var factory = consume(id);
		if (typeof factory != "function") {
			if (factory) factory.catch(() => {});
			throw problem("share-not-ready", "Shared module is not available for eager consumption: " + id);
		}
		module.exports = factory();
	};
});
