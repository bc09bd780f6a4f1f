// share_fallback.js: shares of which this build has a copy without what nobody here uses, and a whole one for others.
//
// Installs: register and, where shares are consumed, use in place of those of share_scope and consumes
// Needs:    core, share_scope, script_external, a public path
// Data:     sf {"key@version": [file, globalName, usedExports?]}, the containers of the whole copies
//
// Others get the whole copy, which is a script that only they load. This build takes its own while nobody's is in use, and
// keeps to what it took: its modules must not see two. With usedExports an offer tells builds of Module Federation 2 what is
// in the copy of this build, which they may take if that is all they use.
var ours = new Set();
var offerWhole = register;
register = (scope, key, version, ...rest) => {
	var before = (R.S[scope][key] || {})[version];
	offerWhole(scope, key, version, ...rest);
	var entry = R.S[scope][key][version];
	var row = data.sf[key + "@" + version];
	if (!row || entry == before) return;
	var [file, name, usedExports] = row;
	entry.own = entry.get;
	entry.get = () =>
		R.ext(name, R.p + file)
			.then(container => Promise.all([container, container.init(R.S[scope], [], { shareScopeKeys: scope, shareScopeMap: R.S })]))
			.then(([container]) => container.get("."));
	if (usedExports) entry.treeShaking = { get: entry.own, usedExports, mode: "runtime-infer", status: 1, useIn: [] };
	ours.add(entry);
};
if (typeof use == "function") {
	var useWhole = use;
	use = entry => {
		if (!ours.has(entry) || !(entry.mine || !live(entry))) return useWhole(entry);
		// Nobody may replace an offer that is in use here; others that take it call get().
		entry.mine = entry.loaded = 1;
		return entry.own().catch(error => {
			if (!entry.lib && !entry.loading) entry.mine = entry.loaded = 0;
			throw error;
		});
	};
}
