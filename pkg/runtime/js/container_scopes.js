// container_scopes.js: containers that share in several scopes.
//
// Installs: R.I(scope, initScope, options?) in place of the one of share_scope; with options it is a container's init,
//           {} when the host speaks protocol 1
// Needs:    core, share_scope
// Data:     sn: share scope of the container, of several the first; sk [scope, …] all of them
//
// options are the third argument of init in protocol 2: shareScopeKeys, what the host calls the scopes it gives, and
// shareScopeMap, all scopes of the host. Which object becomes which scope is what Module Federation 2 does.
var initScopeOf = R.I;
R.I = (name, initScope, options) => {
	if (!options) return initScopeOf(name, initScope);
	var { shareScopeKeys: keys, shareScopeMap: map } = options;
	var own = data.sk || [];
	var given = R.S[name];
	var names = own[0] ? own : [].concat(keys || name);
	if (!own[0] && !Array.isArray(keys)) return initScopeOf(name, initScope);
	names.forEach(scope => (R.S[scope] = map ? (map[scope] = map[scope] || {}) : given));
	return Promise.all(names.map(scope => initScopeOf(scope, initScope)));
};
