// share_provider.js: shares that are taken from a certain build when it offers a version that fits.
//
// Installs: choose in place of the one of consumes
// Needs:    core, share_scope, range, consumes
// Data:     sp {moduleId: [name, …]} what that build may call itself; cs, whose rows may begin with a list of scopes
//
// A singleton that is in use stays the one. What the build does not offer, or not in the range, is chosen as ever.
var chooseAmongAll = choose;
choose = (id, now) => {
	var [scopes, key, range, flags] = data.cs[id];
	var names = data.sp[id];
	var scope = [].concat(scopes).find(name => (R.S[name] || {})[key]);
	if (!names || !scope) return chooseAmongAll(id, now);
	var all = R.S[scope][key];
	var theirs = {};
	Object.keys(all).forEach(version => {
		var entry = all[version];
		var there = !(flags & 1) || entry.eager || entry.lib;
		if (names.includes(entry.from) && there && (!range || satisfies(version, range))) theirs[version] = entry;
	});
	if (!Object.keys(theirs)[0] || (flags & 2 && Object.values(all).some(live))) return chooseAmongAll(id, now);
	R.S[scope][key] = theirs;
	try {
		return chooseAmongAll(id, now);
	} finally {
		R.S[scope][key] = all;
	}
};
