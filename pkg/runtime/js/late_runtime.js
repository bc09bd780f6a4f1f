// late_runtime.js: a container whose runtime is another file, for pages that have not got that file yet. It is no part of
// a runtime: the file of the container has it as a function of its own.
//
// Installs: nothing; returns {made(maker) → container, run(R)}
// Needs:    nothing; late_tag or late_import are with it
// Data:     f: file of the runtime, relative to this file; p: URL of the output directory, when this script has none
//
// The container hands what it is asked on to the real one, which the maker makes of the runtime. Either may come first. The
// first question loads the runtime, unless a tag of the page may still bring it: two runtimes would be two of everything.
var real, ready, arrived, make, runtime;
var there = new Promise(resolve => (arrived = resolve));
var meet = () => {
	if (!make || !runtime || real) return;
	real = make(runtime);
	arrived();
};
var missing = (why, url) => Object.assign(Error(`[chunk-load-failed] Loading the runtime failed.\n(${why}: ${url})`), { code: "chunk-load-failed", name: "ChunkLoadError", request: url });
var loadReal = () => {
	ready =
		ready ||
		Promise.race([there, bring()]).catch(error => {
			ready = 0;
			throw error;
		});
	return ready.then(() => real);
};
var ask = name => (...args) => (real ? real[name](...args) : loadReal().then(container => container[name](...args)));
return {
	made: maker => {
		make = maker;
		meet();
		return { get: ask("get"), init: ask("init") };
	},
	run: R => {
		if (typeof policy == "function") R.tp = policy;
		runtime = R;
		meet();
	}
};
