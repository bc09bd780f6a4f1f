// remotes.js: modules that other builds expose.
//
// Installs: R.f.remotes; connect(referenceId, scope, initScope?) → promise of the initialised container; R.R, the list
//           of remote modules being loaded while a container's get runs
// Needs:    core, problem, ensure, lazy, share_scope
// Data:     rs {moduleId: [scope, "./expose", referenceId, remoteName, fallbackModuleId?, fallbackChunkIds?]}
//           rm {chunkId: [moduleId, …]}
//           The module referenceId exports the container or a promise of it.
//
// A remote is initialised when something of it is first needed: one that is down costs nothing to pages that do not
// use it. No failure is kept, neither here nor in the reference module.
var containers = {};
var connect = (reference, scope, initScope = []) =>
	(containers[reference] =
		containers[reference] ||
		new Promise(resolve => resolve(R(reference)))
			.then(container => {
				if (!container || !container.get) throw Error("Container missing");
				// The v2 protocol's third argument. The map is hidden because hosts log and clone the options.
				var options = Object.defineProperty({ version: "", shareScopeKeys: scope }, "shareScopeMap", { value: R.S });
				return new Promise(resolve => resolve(container.init && container.init(R.S[scope], initScope, options)))
					.catch(cause => {
						var text = String((cause && cause.message) || cause);
						// Another host was first. The remote shares with that one, and still works.
						if (!text.includes("different share scope")) throw Object.assign(Error(text), { cause, code: "remote-init-failed" });
						console.warn(`Initialization of sharing external failed: ${text} (remote ${reference})`);
					})
					.then(() => container);
			})
			.catch(error => {
				delete containers[reference];
				delete cache[reference];
				throw error;
			}));

R.f.remotes = (chunk, promises) =>
	(data.rm[chunk] || []).forEach(id => {
		var row = data.rs[id];
		var [scope, expose, reference, remote, fallback, fallbackChunks] = row;
		// Set while a host loads one of our exposes. What is on it waits for us; waiting for it would never end.
		var getScope = R.R || [];
		if (getScope.includes(row)) return;
		getScope.push(row);
		if (row.p === 1) return;
		var install = factory => {
			delete cache[id];
			modules[id] = module => (module.exports = factory());
		};
		row.p =
			row.p ||
			new Promise(resolve => resolve(R.I(scope)))
				.then(() => connect(reference, scope))
				.then(container => container.get(expose, getScope))
				.then(
					factory => {
						if (!factory) throw Error(`Module "${expose}" does not exist in container.`);
						row.p = 1;
						install(factory);
					}
				)
				.catch(cause => {
					row.p = 0;
					var text = String((cause && cause.message) || cause);
					var code = cause && cause.code == "remote-init-failed" ? cause.code : /not exist in container/.test(text) ? "remote-expose-missing" : "remote-load-failed";
					var error = problem(code, `${remote}: ${text}\nwhile loading "${expose}" from ${reference}`, {
						cause,
						remote,
						expose,
						request: cause && cause.request
					});
					if (row.length < 5) throw error;
					console.warn(error.message);
					return Promise.resolve(load(fallback, fallbackChunks)).then(install);
				})
				.catch(error =>
					install(() => {
						throw error;
					})
				);
		promises.push(row.p);
	});
