// version_first.js: initialises the remotes of a scope together with the scope.
//
// Installs: R.I(scope, initScope) → 1 or a promise, in place of the one of share_scope; offline(referenceId, error,
//           scope, initScope)
// Needs:    core, share_scope, remotes
// Data:     rr {scope: [referenceId, …]} all remotes of the scope
//
// Only for builds that ask for it: every version of every remote is then known before the first choice, at the price
// that each remote is downloaded before anything shared can be used. A remote that fails is reported, not thrown.
var offerOwn = R.I;
var scopesReady = {};
var offline = (reference, error) => console.warn("Initialization of sharing external failed: " + error);
var tokens = {};
var initLists = {};
R.I = (scope, initScope = []) => {
	// Remotes may have us as a remote: the list tells which scopes are being initialised further up.
	var token = (tokens[scope] = tokens[scope] || {});
	if (initScope.includes(token)) return 1;
	initScope.push(token);
	if (scopesReady[scope]) {
		// We are waiting for somebody who waits for the caller: one of the two has to go on with what there is.
		if (scopesReady[scope] != 1) {
			if (reaches(initLists[scope], initScope, token)) return 1;
			initScope.push({ via: initLists[scope] });
		}
		return scopesReady[scope];
	}
	offerOwn(scope);
	initLists[scope] = initScope;
	var references = data.rr[scope] || [];
	if (!references[0]) return (scopesReady[scope] = 1);
	return (scopesReady[scope] = Promise.all(
		references.map(reference => connect(reference, scope, initScope).catch(error => offline(reference, error, scope, initScope)))
	).then(() => (scopesReady[scope] = 1)));
};
