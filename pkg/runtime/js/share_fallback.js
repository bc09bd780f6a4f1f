// share_fallback.js: shares of which this build has a copy without what nobody here uses, and a whole one for others.
//
// Installs: register in place of that of share_scope
// Needs:    core, share_scope, script_external, a public path
// Data:     sf {"key@version": [file, globalName, exports of the copy of this build, 1?]}, the containers of the whole copies
//
// Others get the whole copy, which is a script that only they load; those of ours that need no more than the copy of this
// build has take that (share_part). With the 1 builds of Module Federation 2 are told of it too, and take it unasked.
var offerWhole = register;
register = (scope, key, version, ...rest) => {
	var before = (R.S[scope][key] || {})[version];
	offerWhole(scope, key, version, ...rest);
	var entry = R.S[scope][key][version];
	var row = data.sf[key + "@" + version];
	if (!row || entry == before) return;
	var [file, name, usedExports, told] = row;
	entry.part = { get: entry.get, usedExports };
	entry.get = () =>
		R.ext(name, R.p + file)
			.then(container => Promise.all([container, container.init(R.S[scope], [], { shareScopeKeys: scope, shareScopeMap: R.S })]))
			.then(([container]) => container.get("."));
	if (told) entry.treeShaking = { ...entry.part, mode: "runtime-infer", status: 1, useIn: [] };
};
