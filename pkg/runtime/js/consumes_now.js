// consumes_now.js: shares that must be there without waiting.
//
// Installs: factories that choose when they are first required
// Needs:    core, problem, consumes
// Data:     ci [moduleId, …] the consumes, which have rows in cs
//
// Eager consumers do not wait for the scope to be initialised, but what this build offers is registered first: a
// fallback used before it is known to the scope would be a second copy of what the scope later offers.
data.ci.forEach(id => {
	modules[id] = module => {
		R.I(data.cs[id][0]);
		var factory = choose(id, 1);
		if (factory.then) {
			// It goes on loading, and if it fails, this is the error that is seen.
			factory.catch(() => {});
			throw problem("share-not-ready", "Shared module is not available for eager consumption: " + id);
		}
		module.exports = factory();
	};
});
