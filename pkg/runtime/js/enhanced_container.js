// enhanced_container.js: start-up of a container whose federation runtime is that of the project.
//
// Installs: R.R, the list of remote modules being loaded while get runs; R.initializeExposesData; ends the runtime by
//           returning {get, init}
// Needs:    core, problem, own, lazy, enhanced
// Data:     ex, sn, sk as for container and container_scopes, which this replaces
var moduleMap = {};
Object.keys(data.ex).forEach(name => (moduleMap[name] = () => load(...data.ex[name])));
var shareScopeKey = data.sk || data.sn;
R.initializeExposesData = { moduleMap, shareScope: shareScopeKey };
return {
	get(name, getScope) {
		R.R = getScope;
		// An executor runs at once, while R.R is set, and what it throws becomes a rejection.
		var factory = new Promise(resolve => {
			if (!R.o(moduleMap, name)) {
				throw problem("container-expose-missing", `Module "${name}" does not exist in container.`);
			}
			resolve(moduleMap[name]());
		});
		R.R = undefined;
		return factory;
	},
	init(shareScope, initScope, remoteEntryInitOptions) {
		startFederation();
		return federation.bundlerRuntime.initContainerEntry({
			webpackRequire: R,
			shareScope,
			initScope,
			remoteEntryInitOptions,
			shareScopeKey
		});
	}
};
