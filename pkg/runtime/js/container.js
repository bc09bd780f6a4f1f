// container.js: start-up of a container, the file through which other builds use this one.
//
// Installs: R.R, see remotes; ends the runtime by returning {get, init}
// Needs:    core, problem, own, lazy
// Data:     ex {"./Button": [moduleIds, chunkIds or 0]}, the exports of the last id are the expose's; sn: share scope
//
// The protocol is webpack's, which every host understands: get(name, getScope?) → promise of a factory, and
// init(scope, initScope?, options?) once per scope object. The third argument is protocol 2's. A host that gives a list of
// scopes names them there: of those a build with one scope takes the one of its name, and else it shares with nobody, as in
// Module Federation 2. Builds with several have container_scopes.
return {
	get: (name, getScope) =>
		// An executor runs at once, and what it throws becomes a rejection.
		new Promise(resolve => {
			if (!R.o(data.ex, name)) {
				throw problem("container-expose-missing", `Module "${name}" does not exist in container.`);
			}
			R.R = getScope;
			resolve(load(...data.ex[name]));
			R.R = 0;
		}),
	init(scope, initScope, options = {}) {
		// Nothing is shared by this build.
		if (!R.S) return;
		var name = data.sn;
		var { shareScopeKeys: keys, shareScopeMap: map } = options;
		var old = R.S[name];
		if (map && keys?.map) scope = keys.includes(name) ? (map[name] = map[name] || {}) : old || {};
		if (old && old != scope) {
			throw problem(
				"container-scope-conflict",
				"Container initialization failed as it has already been initialized with a different share scope"
			);
		}
		R.S[name] = scope;
		return R.I(name, initScope, options);
	}
};
