// share_part.js: the copy that a build made for itself, taken where it has all that is needed here.
//
// Installs: choose and use in place of those of consumes
// Needs:    core, share_scope, consumes
// Data:     sw {key: [name, …]}, what this build uses of a share, all of it together: its modules must not see two copies
//
// An offer with a part has two copies. The part is taken while the whole one is not in use. It stays then: who needs more
// loads the whole one beside it, which is why no singleton has parts.
var wanted;
var chooseWhole = choose;
choose = (id, now) => {
	wanted = data.sw[data.cs[id][1]];
	try {
		return chooseWhole(id, now);
	} finally {
		wanted = 0;
	}
};
var useWhole = use;
use = entry => {
	var part = (entry.mine || !live(entry)) && entry.part;
	if (!part || !wanted || !wanted.every(name => part.usedExports.includes(name))) return useWhole(entry);
	// Nobody may replace an offer that is in use.
	entry.mine = entry.loaded = 1;
	var factory = useWhole(part);
	return part.lib
		? factory
		: factory.catch(error => {
				if (!entry.lib && !entry.loading) entry.mine = entry.loaded = 0;
				throw error;
			});
};
