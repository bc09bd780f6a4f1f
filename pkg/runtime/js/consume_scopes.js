// consume_scopes.js: shares that may come from several scopes.
//
// Installs: choose and R.I in place of those of consumes and share_scope, which know one scope
// Needs:    core, share_scope, consumes
// Data:     cs, whose rows may begin with a list of scopes
//
// The first scope of the list that has the share decides, be its versions good or not, as in Module Federation 2.
var chooseInScope = choose;
var initOneScope = R.I;
choose = id => {
	var row = data.cs[id];
	var [scopes, key] = row;
	if (!Array.isArray(scopes)) return chooseInScope(id);
	data.cs[id] = [scopes.find(scope => (R.S[scope] || {})[key]) || scopes[0], ...row.slice(1)];
	try {
		return chooseInScope(id);
	} finally {
		data.cs[id] = row;
	}
};
R.I = (name, initScope, options) =>
	Array.isArray(name) ? Promise.all(name.map(scope => initOneScope(scope, initScope))) : initOneScope(name, initScope, options);
