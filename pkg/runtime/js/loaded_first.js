// loaded_first.js: offers of a build that prefers what is loaded.
//
// Installs: register in place of the one of share_scope
// Needs:    core, share_scope
// Data:     nothing of its own
//
// Others, of whatever bundler, leave an entry alone that says so: it stays the one that this build has offered.
var registerPlain = register;
register = (scope, key, version, ...rest) => {
	registerPlain(scope, key, version, ...rest);
	var entry = R.S[scope][key][version];
	if (entry.from == data.n) entry.strategy = "loaded-first";
};
