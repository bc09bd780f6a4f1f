// hooked_manifests.js: manifests and the snapshots of remotes, with hooks.
//
// Installs: fetchManifest in place of the one of manifest; globalSnapshot
// Needs:    core, hooks, hooked_remotes, manifest
// Data:     nothing of its own
//
// Module Federation 2 keeps what it knows of a remote in a snapshot, which it makes of the manifest and which plugins may
// change. Here the manifest is what counts: a snapshot is made for the hooks, and what they change in it goes back. Those of
// all remotes are in one object, as there, but only this build has it.
var fileOf = ({ path = "", name = "" } = {}) => path.replace(/^\.?\//, "").replace(/[^/]$/, "$&/") + name;
var snapshotOf = ({ metaData, remotes = [], shared, exposes }, url) => {
	var { types = {}, remoteEntry, ssrRemoteEntry, publicPath, ssrPublicPath } = metaData;
	return {
		version: url,
		buildVersion: (metaData.buildInfo || {}).buildVersion,
		globalName: metaData.globalName,
		remoteEntry: fileOf(remoteEntry),
		remoteEntryType: remoteEntry.type,
		remoteTypes: fileOf(types),
		remoteTypesZip: types.zip || "",
		remoteTypesAPI: types.api || "",
		remotesInfo: Object.fromEntries(remotes.map(remote => [remote.federationContainerName, { matchedVersion: "version" in remote ? remote.version : remote.entry }])),
		shared: shared.map(({ assets, name, version, referenceExports = [] }) => ({ assets, sharedName: name, version, usedExports: referenceExports })),
		modules: exposes.map(({ name, path, assets }) => ({ moduleName: name, modulePath: path, assets })),
		publicPath: publicPath && publicPath != "auto" ? publicPath : url.replace(/[?#].*/, "").replace(/[^/]+$/, ""),
		...(typeof ssrPublicPath == "string" && { ssrPublicPath }),
		...(ssrRemoteEntry && { ssrRemoteEntry: fileOf(ssrRemoteEntry), ssrRemoteEntryType: ssrRemoteEntry.type || "commonjs-module" })
	};
};
// The manifest with what differs between two snapshots.
var withChanges = (manifest, before, after) => {
	var metaData = { ...manifest.metaData };
	var entry = (key, type) => {
		if (after[key] != before[key] || after[type] != before[type]) metaData[key] = { path: "", name: after[key], type: after[type] };
	};
	entry("remoteEntry", "remoteEntryType");
	entry("ssrRemoteEntry", "ssrRemoteEntryType");
	for (var key of ["globalName", "publicPath", "ssrPublicPath"]) {
		if (after[key] == before[key]) continue;
		metaData[key] = after[key];
		if (key == "publicPath") delete metaData.publicPathFrom;
	}
	return { ...manifest, metaData };
};
// A snapshot that a plugin has at hand stands for a manifest.
var manifestOf = ({ modules = [] }) => ({
	metaData: { remoteEntry: {} },
	exposes: modules.map(({ moduleName, modulePath = "./" + moduleName, assets }) => ({ name: moduleName, path: modulePath, assets })),
	shared: []
});

var globalSnapshot = {};
var hostSnapshot = () => (globalSnapshot[instance.name] = globalSnapshot[instance.name] || { version: "", remoteEntry: "", remotesInfo: {} });
var snapshotKey = ({ name, entry }) => name + ":" + entry;
var keptManifests = {}; // by key of a snapshot: what that was made of

var fetchByAddress = fetchManifest;
fetchManifest = async (url, more) => {
	var { options } = instance;
	var origin = instance;
	var moduleInfo = options.remotes.find(remote => infoOf(remote).remoteInfo.entry == url) || { name: url, entry: url };
	var module = infoOf(moduleInfo);
	var { remoteInfo } = module;
	await emit.beforeLoadRemoteSnapshot({ options, moduleInfo, origin });
	var hostGlobalSnapshot = hostSnapshot();
	hostGlobalSnapshot.remotesInfo[moduleInfo.name] = { matchedVersion: url };
	var key = snapshotKey({ name: moduleInfo.name, entry: url });
	// One whose file was forgotten is not known any more.
	var known = manifests[url] && globalSnapshot[key];
	var { remoteSnapshot } = await emit.loadSnapshot({ options, moduleInfo, hostGlobalSnapshot, remoteSnapshot: known, globalSnapshot });
	var common = { options, moduleInfo };
	if (known && remoteSnapshot == known) {
		({ remoteSnapshot } = await emit.loadRemoteSnapshot({ ...common, remoteSnapshot: { ...known }, from: "global" }));
		var manifest = withChanges(keptManifests[key], known, remoteSnapshot);
	} else if (remoteSnapshot && !/\.json(?:$|[?#])/.test(remoteSnapshot.remoteEntry)) {
		({ remoteSnapshot } = await emit.loadRemoteSnapshot({ ...common, remoteSnapshot, from: "global" }));
		manifest = withChanges(manifestOf(remoteSnapshot), {}, remoteSnapshot);
	} else {
		var manifestUrl = remoteSnapshot ? remoteSnapshot.remoteEntry : url;
		var { initiator, id } = contextOf(remoteInfo);
		var about = { manifestUrl, moduleInfo, resourceOptions: { initiator, id }, origin };
		await emit.beforeLoadManifest(about);
		var answer = {};
		try {
			manifest = await fetchByAddress(manifestUrl, more);
		} catch (error) {
			manifest = await emit.errorLoadRemote({ id: manifestUrl, error, from: "runtime", lifecycle: "afterResolve", remote: remoteInfo, origin });
			// Plugins that do not look at the lifecycle answer with a module.
			if (manifest && !(manifest.metaData && manifest.exposes && manifest.shared)) manifest = undefined;
			answer = { error, ...(manifest && { recovered: true }) };
		}
		await emit.afterLoadManifest({ ...about, ...answer, manifestJson: manifest, response: module.response });
		if (!manifest) throw answer.error;
		var snapshot = snapshotOf(manifest, absolute(manifestUrl));
		({ remoteSnapshot } = await emit.loadRemoteSnapshot({ ...common, manifestJson: manifest, remoteSnapshot: { ...snapshot }, manifestUrl, from: "manifest" }));
		manifest = withChanges(manifest, snapshot, remoteSnapshot);
		globalSnapshot[key] = remoteSnapshot;
		keptManifests[key] = manifest;
	}
	module.remoteSnapshot = remoteSnapshot;
	Object.assign(remoteInfo, { version: remoteSnapshot.version, buildVersion: remoteSnapshot.buildVersion });
	await emit.afterLoadSnapshot({ id: contextOf(remoteInfo).id, host: origin, options, moduleInfo, remoteSnapshot });
	return manifest;
};
