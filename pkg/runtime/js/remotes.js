// remotes.js: modules that other builds expose.
//
// Installs: R.f.remotes; connect(referenceId, scope, initScope?) → promise of the initialised container; containers
//           {referenceId: that promise}; enter, begin and reach, the steps of loading, which the v2 features replace;
//           R.R, the list of remote modules being loaded while a container's get runs
// Needs:    core, problem, ensure, lazy, share_scope
// Data:     rs {moduleId: [scope or [scope, …], "./expose", referenceId, remoteName, fallbackModuleId?, fallbackChunkIds?]}
//           rm {chunkId: [moduleId, …]}
//           The module referenceId exports the container or a promise of it. t: timeout in ms, 120000 when absent
//
// A remote is initialised when something of it is first needed: one that is down costs nothing to pages that do not
// use it. No failure is kept, neither here nor in the reference module.
var containers = {};
var pendingInits = {};
var textOf = cause => String((cause && cause.message) || cause);
var enter = reference => R(reference);
var begin = (reference, container, scope, initScope) => {
	var options = Object.defineProperty({ version: "", shareScopeKeys: scope }, "shareScopeMap", { value: R.S });
	return container.init && container.init(R.S[[].concat(scope)[0]], initScope, options);
};

// Builds of others may wait for each other for ever. After ten seconds the console learns who waits, and in the end
// whoever needs the remote gets an error instead of silence.
var watch = (reference, work) => {
	pendingInits[reference] = 1;
	var pending = () => `still initialising: ${Object.keys(pendingInits).map(id => nameOf(id)).join(", ")}`;
	var warning = setTimeout(() => console.warn(`[remote-init-slow] ${nameOf(reference)} is slow to initialise; ${pending()}`), 10000);
	var timer;
	var late = new Promise((resolve, reject) => {
		timer = setTimeout(() => reject(Error(`Initialization did not end; ${pending()}`)), data.t || 120000);
	});
	return Promise.race([work, late]).finally(() => {
		delete pendingInits[reference];
		clearTimeout(warning);
		clearTimeout(timer);
	});
};
// What people call a remote; its reference may be a number.
var nameOf = reference => (Object.values(data.rs || {}).find(row => row[2] == reference) || [])[3] || reference;

var connect = (reference, scope, initScope = []) =>
	(containers[reference] =
		containers[reference] ||
		new Promise(resolve => resolve(enter(reference)))
			.then(container => {
				if (!container || !container.get) throw Error("Container missing");
				[].concat(scope).forEach(name => (R.S[name] = R.S[name] || {}));
				return watch(reference, new Promise(resolve => resolve(begin(reference, container, scope, initScope))))
					.catch(cause => {
						var text = textOf(cause);
						// Another host was first. The remote shares with that one, and still works.
						if (!text.includes("different share scope")) throw Object.assign(Error(text), { cause, code: "remote-init-failed" });
						console.warn(`Initialization of sharing external failed: ${text} (remote ${nameOf(reference)})`);
					})
					.then(() => container);
			})
			.catch(error => {
				delete containers[reference];
				delete cache[reference];
				throw error;
			}));

// All that is needed to get the factory of an expose.
var reach = ([scope, expose, reference], getScope) =>
	Promise.all([].concat(scope).map(name => R.I(name)))
		.then(() => connect(reference, scope))
		.then(container => container.get(expose, getScope));

// The error that users see: who, what, from where, why.
var remoteProblem = (cause, [, expose, reference, remote]) => {
	var text = textOf(cause);
	var known = cause && /^(remote|manifest)-/.test(cause.code) && cause.code;
	if (known && cause.remote) return cause;
	var code = known || (/not exist in container/.test(text) ? "remote-expose-missing" : "remote-load-failed");
	// Handlers that know webpack look at its name and type.
	var { name = "Error", type, request } = Object(cause);
	return problem(code, `${remote}: ${text}\nwhile loading "${expose}" from ${request || reference}`, { cause, name, type, remote, expose, request });
};

// Lists of what is being loaded go from build to build. An item {via: list} says: who waits for this list waits for what
// is in that one, too. Says whether any of tokens, but for own, is in the list.
var reaches = (list, tokens, own, seen = new Set()) =>
	!seen.has(list) && seen.add(list) && list.some(item => (item.via ? reaches(item.via, tokens, own, seen) : item != own && tokens.includes(item)));

R.f.remotes = (chunk, promises) =>
	(data.rm[chunk] || []).forEach(id => {
		var row = data.rs[id];
		// Set while a host loads one of our exposes. What is on it waits for us; waiting for it would never end.
		var getScope = R.R || [];
		if (getScope.includes(row)) return;
		getScope.push(row);
		if (row.p === 1) return;
		if (row.p) {
			// Started by somebody else. If that one waits for us in turn, both would wait for ever.
			if (reaches(row.g, getScope, row)) return;
			getScope.push({ via: row.g });
		} else row.g = getScope;
		var install = factory => {
			delete cache[id];
			modules[id] = module => {
				try {
					module.exports = factory();
				} catch (error) {
					// What the expose needs may have failed to load. Only get() makes the remote load it again.
					row.p = 0;
					throw error;
				}
			};
		};
		row.p =
			row.p ||
			new Promise(resolve => resolve(reach(row, getScope)))
				.then(factory => {
					if (!factory) throw Error(`Module "${row[1]}" does not exist in container.`);
					row.p = 1;
					install(factory);
				})
				.catch(cause => {
					row.p = 0;
					var error = remoteProblem(cause, row);
					if (row.length < 5) throw error;
					console.warn(error.message);
					return Promise.resolve(load(row[4], row[5])).then(install);
				})
				.catch(error =>
					install(() => {
						throw error;
					})
				);
		promises.push(row.p);
	});
