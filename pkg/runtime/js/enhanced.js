// enhanced.js: the federation runtime of the project (@module-federation/webpack-bundler-runtime) in place of our own.
//
// Installs: R.federation, the contract between that runtime and a bundler; R.S, R.I; R.f.consumes, R.f.remotes; R.fed,
//           what "mfbundle/runtime" is; R.initializeSharingData, R.consumesLoadingData, R.remotesLoadingData;
//           startFederation()
// Needs:    core, own, ensure, lazy
// Data:     fd {m: id of the module that exports the runtime, name, strategy, remotes: {key: [{alias, name, entry,
//           shareScope, externalType}, …]}}; rp [[moduleId, parameters?], …] its plugins
//           ps, cs, cc, rs, rm, ci as for share_scope, consumes, remotes and consumes_now, which this replaces
//
// The runtime decides; this only tells it what the build knows, in its words. It starts at once, before anything else
// runs, or, when its module comes with a chunk that is still on its way, with the first share or remote.
R.S = {};
var shareConfigOf = (requiredVersion, flags) => ({
	fixedDependencies: false,
	requiredVersion: requiredVersion || false,
	strictVersion: !!(flags & 4),
	singleton: !!(flags & 2),
	eager: !!(flags & 1)
});

var scopeToSharingDataMapping = {};
var sharedOptions = {};
Object.keys(data.ps || {}).forEach(scope => {
	scopeToSharingDataMapping[scope] = data.ps[scope].map(([name, version, ids, chunks, flags, required]) => {
		var factory = () => load(ids, chunks);
		var shareConfig = shareConfigOf(required, flags);
		(sharedOptions[name] = sharedOptions[name] || []).push({ version, scope: [scope], shareConfig, get: factory });
		return { name, version, factory, ...shareConfig };
	});
});

var moduleToHandlerMapping = {};
var moduleIdToConsumeDataMapping = {};
Object.keys(data.cs || {}).forEach(id => {
	var [shareScope, shareKey, range, flags, fallbackId, fallbackChunks] = data.cs[id];
	var shareConfig = shareConfigOf(range, flags);
	var getter = flags & 16 ? undefined : () => load(fallbackId, fallbackChunks);
	moduleToHandlerMapping[id] = { getter, shareInfo: { shareConfig, scope: [].concat(shareScope) }, shareKey };
	moduleIdToConsumeDataMapping[id] = { shareScope, shareKey, fallback: getter, ...shareConfig };
});

var idToExternalAndNameMapping = {};
var idToRemoteMap = {};
var moduleIdToRemoteDataMapping = {};
Object.keys(data.rs || {}).forEach(id => {
	var [shareScope, name, externalModuleId, remoteName] = data.rs[id];
	idToExternalAndNameMapping[id] = [shareScope, name, externalModuleId, remoteName];
	idToRemoteMap[id] = data.fd.remotes[remoteName];
	moduleIdToRemoteDataMapping[id] = { shareScope, name, externalModuleId, remoteName };
});

var consumesOfChunks = data.cc || {};
var remotesOfChunks = data.rm || {};
// They say what the objects above say. `_updated` keeps the runtime from taking it for something new.
R.initializeSharingData = { scopeToSharingDataMapping, uniqueName: data.fd.name, _updated: 1 };
R.consumesLoadingData = { chunkMapping: consumesOfChunks, moduleIdToConsumeDataMapping, initialConsumes: data.ci || [], _updated: 1 };
R.remotesLoadingData = { chunkMapping: remotesOfChunks, moduleIdToRemoteDataMapping, _updated: 1 };

var federation = (R.federation = {
	initOptions: {
		name: data.fd.name,
		// Others than scripts are loaded by their reference modules, which the runtime requires.
		remotes: Object.values(data.fd.remotes).flat().filter(remote => remote.externalType == "script"),
		shared: sharedOptions,
		shareStrategy: data.fd.strategy
	},
	bundlerRuntimeOptions: {
		remotes: {
			chunkMapping: remotesOfChunks,
			idToExternalAndNameMapping,
			idToRemoteMap,
			remoteInfos: data.fd.remotes,
			webpackRequire: R
		}
	}
});

var initialConsumed = {};
var startFederation = () => {
	if (federation.instance) return;
	var given = R(data.fd.m);
	given = given.default || given;
	for (var key in given) if (federation[key] === undefined) federation[key] = given[key];
	R.fed = federation.runtime;
	// A plugin that does not want to take part returns nothing.
	federation.initOptions.plugins = (data.rp || [])
		.map(([id, parameters]) => (R(id).default || R(id))(parameters))
		.filter(Boolean);
	federation.instance = federation.bundlerRuntime.init({ webpackRequire: R });
	federation.attachShareScopeMap(R);
	if (data.ci) {
		federation.bundlerRuntime.installInitialConsumes({
			webpackRequire: R,
			installedModules: initialConsumed,
			initialConsumes: data.ci,
			moduleToHandlerMapping
		});
	}
};

var sharingPromises = {};
var sharingTokens = {};
R.I = (shareScopeName, initScope) => {
	startFederation();
	if (!federation.bundlerRuntime.I) return 1; // left out, as nothing is shared
	return federation.bundlerRuntime.I({
		shareScopeName,
		initScope,
		initPromises: sharingPromises,
		initTokens: sharingTokens,
		webpackRequire: R
	});
};
R.f.consumes = (chunkId, promises) => {
	startFederation();
	if (!data.cs) return;
	federation.bundlerRuntime.consumes({
		chunkId,
		promises,
		chunkMapping: consumesOfChunks,
		installedModules: initialConsumed,
		moduleToHandlerMapping,
		webpackRequire: R
	});
};
R.f.remotes = (chunkId, promises) => {
	startFederation();
	if (!data.rs) return;
	// A reference that failed has to be asked again.
	(remotesOfChunks[chunkId] || []).forEach(id => {
		if (idToExternalAndNameMapping[id].p === 0) delete cache[idToExternalAndNameMapping[id][2]];
	});
	federation.bundlerRuntime.remotes({
		chunkId,
		promises,
		chunkMapping: remotesOfChunks,
		idToExternalAndNameMapping,
		idToRemoteMap,
		webpackRequire: R
	});
};
if (modules[data.fd.m]) startFederation();
