// consumes.js: modules that are taken from a share scope.
//
// Installs: R.f.consumes; choose(id) → factory or a promise of it; consumed {moduleId: 0 | promise}
// Needs:    core, problem, ensure, lazy, share_scope, range
// Data:     cs {moduleId: [scope, key, range or 0, flags, fallbackModuleId, fallbackChunkIds or 0, fallbackVersion?]}
//           flags: 1 eager, 2 singleton, 4 strictVersion, 8 loaded-first, 16 no fallback
//           cc {chunkId: [moduleId, …]}
//
// Choice: of a singleton the copy this scope has settled on, else one that is loaded, else the highest version; of
// anything else the highest version in the range, with loaded-first the highest that is loaded. Never does it depend on the order in which builds registered.

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

var choose = id => {
	var [scope, key, range, flags, fallback, chunks, fallbackVersion = "0"] = data.cs[id];
	var versions = R.S[scope][key] || {};
	var singleton = flags & 2;
	// A live singleton is taken even if an eager consumer cannot use it yet: that one has to fail, not to start another.
	var usable = Object.keys(versions).filter(version => {
		var entry = versions[version];
		return !(flags & 1) || entry.eager || entry.lib || (singleton && live(entry));
	});
	// Two versions of a singleton may be live, because ordinary consumers asked for them. `only` marks the one that the
	// first singleton consumer got, for all others. Equal versions differ in build metadata; any fixed order will do.
	var highest = list =>
		list
			.map(version => {
				var entry = versions[version];
				return (flags & 10 && live(entry) ? (entry.only ? 3 : 2) : 1) + rank(version) + " " + version;
			})
			.sort()
			.join()
			.split(" ")
			.pop();
	var fits = version => !range || satisfies(version, range);
	var version = highest(singleton ? usable : usable.filter(fits));
	// What does not fit stops a strict consumer, unless it has a copy of its own, and is used by any other, as in webpack.
	var message = singleton
		? version &&
			!fits(version) &&
			`Unsatisfied version ${version} from ${versions[version].from} of shared singleton module ${key} (required ${range})`
		: !version &&
			usable[0] &&
			(flags & 20) != 4 &&
			`No satisfying version (${range})${flags & 1 ? " for eager consumption" : ""} of shared module ${key} found in shared scope ${scope}.\nAvailable versions: ` +
				usable.map(version => `${version} from ${versions[version].from}`).join(", ");
	if (message) {
		if (flags & 4) throw problem("share-version-unsatisfied", message);
		console.warn("[share-version-unsatisfied] " + message);
		version = highest(usable);
	}
	if (!version) {
		if (flags & 16) throw problem("share-missing", `Shared module ${key} doesn't exist in shared scope ${scope}`);
		if (!singleton) return load(fallback, chunks);
		// A singleton taken from the fallback is the singleton from now on, so the others have to find it.
		register(scope, key, (version = fallbackVersion), fallback, chunks, flags, range);
		versions = R.S[scope][key];
	}
	if (singleton) versions[version].only = 1;
	return use(versions[version]);
};

var consumed = {};
R.f.consumes = (chunk, promises) =>
	(data.cc[chunk] || []).forEach(id => {
		if (consumed[id] === 0) return;
		consumed[id] =
			consumed[id] ||
			Promise.resolve(R.I(data.cs[id][0]))
				.then(() => choose(id))
				.then(
					factory => {
						consumed[id] = 0;
						modules[id] = module => (module.exports = factory());
					},
					error => {
						// Whoever needs the module gets the error; the rest of the chunk works. The next R.e tries again.
						delete consumed[id];
						modules[id] = () => {
							throw error;
						};
					}
				);
		promises.push(consumed[id]);
	});
