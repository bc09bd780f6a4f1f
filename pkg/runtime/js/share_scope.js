// share_scope.js: the map through which separate builds offer each other packages.
//
// Installs: R.S {scope: {key: {version: entry}}}; R.I(scope) → 1 or a promise, which offers this build's packages
//           once; register(scope, ...row); live(entry)
// Needs:    core, lazy
// Data:     n: unique name of this build; ps {scope: [[key, version, moduleId, chunkIds or 0, flags, required or 0?, hash?], …]}
//           flags: 1 eager, 2 singleton, 4 strictVersion
//
// Scope objects are shared by reference with bundles of webpack, Rspack and the MF 2 runtime, all of which write to
// them. Entries carry the fields of both protocols. `version` matters even to v1 bundles: without it the v2 runtime
// stores the entry again under "undefined", which v1 bundles take for the highest version.
R.S = {};
var offered = {};

// An entry in use, or on its way to be, must neither be replaced nor passed over for another copy.
var live = entry => entry.loaded || entry.loading;

var register = (scope, key, version, ids, chunks, flags, required, hash = "") => {
	var versions = (R.S[scope][key] = R.S[scope][key] || {});
	var old = versions[version];
	var eager = !!(flags & 1);
	// Which of two equal versions wins must not depend on who came first: an eager one, else the greater hash of its content,
	// and of equal contents, or where another bundler has left no hash, the one of the greater name.
	if (!old || (!live(old) && old.strategy != "loaded-first" && (!old.eager == eager ? eager : (old.hash ? hash : "") + data.n > (old.hash || "") + old.from))) {
		versions[version] = {
			get: () => load(ids, chunks),
			from: data.n,
			eager,
			hash,
			version,
			scope: [scope],
			shareConfig: {
				requiredVersion: required || false,
				singleton: !!(flags & 2),
				eager,
				strictVersion: !!(flags & 4)
			}
		};
	}
};

R.I = scope => {
	R.S[scope] = R.S[scope] || {};
	if (!offered[scope]) (offered[scope] = data.ps[scope] || []).forEach(row => register(scope, ...row));
	return 1;
};
