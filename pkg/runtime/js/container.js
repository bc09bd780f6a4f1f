// container.js: start-up of a container, the file through which other builds use this one.
//
// Installs: R.R, see remotes; ends the runtime by returning {get, init}
// Needs:    core, problem, own, lazy
// Data:     ex {"./Button": [moduleIds, chunkIds or 0]}, the exports of the last id are the expose's; sn: share scope
//
// The protocol is webpack's, which every host understands: get(name, getScope?) → promise of a factory, and
// init(scope, initScope?, options?) once per scope object. The third argument, protocol 2's, is for container_scopes: a
// build with one scope takes the first that the host gives it.
return {
	get(name, getScope) {
		R.R = getScope;
		// An executor runs at once, while R.R is set, and what it throws becomes a rejection.
		var factory = new Promise(resolve => {
			if (!R.o(data.ex, name)) {
				throw problem("container-expose-missing", `Module "${name}" does not exist in container.`);
			}
			resolve(load(...data.ex[name]));
		});
		R.R = 0;
		return factory;
	},
	init(scope, initScope, options) {
		// Nothing is shared by this build.
		if (!R.S) return;
		var name = data.sn;
		if (R.S[name] && R.S[name] != scope) {
			throw problem(
				"container-scope-conflict",
				"Container initialization failed as it has already been initialized with a different share scope"
			);
		}
		R.S[name] = scope;
		return R.I(name, initScope, options);
	}
};
