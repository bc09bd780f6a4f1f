// late_runtime.js: a container whose runtime is another file, for pages that have not got that file yet. It is no part of
// a runtime: the file of the container has it as a function of its own.
//
// Installs: nothing; returns {container, take(real)}
// Needs:    nothing
// Data:     f: file of the runtime, relative to this file; h: its hash; p: URL of the output directory, when this script has none
//
// `container` hands what it is asked on to the real one, which the runtime makes and gives to take, before or after. The first
// question loads the runtime, unless a tag of the page may still bring it: two runtimes would be two of everything.
var own = typeof document == "object" && document.currentScript;
var real, ready, arrived;
var there = new Promise(resolve => (arrived = resolve));
var bring = url =>
	new Promise((resolve, reject) => {
		var tag = document.createElement("script");
		tag.onload = tag.onerror = event => {
			tag.remove();
			if (!real) reject(Object.assign(Error(`[chunk-load-failed] Loading the runtime failed.\n(${event.type == "load" ? "missing" : event.type}: ${url})`), { code: "chunk-load-failed", name: "ChunkLoadError", request: url }));
		};
		tag.src = url;
		if (own && own.nonce) tag.nonce = own.nonce;
		if (data.h) Object.assign(tag, { integrity: data.h, crossOrigin: "anonymous" });
		else if (own && own.crossOrigin) tag.crossOrigin = own.crossOrigin;
		document.head.appendChild(tag);
	});
var loadReal = () => {
	var url = new URL(data.f, (own && own.src) || new URL(data.p || "", self.location.href)).href;
	var page = [].some.call(document.getElementsByTagName("script"), tag => tag.src == url) && document.readyState != "complete";
	ready =
		ready ||
		Promise.race([
			there,
			(page ? new Promise(resolve => self.addEventListener("load", resolve)) : Promise.resolve()).then(() => real || bring(url))
		]).catch(error => {
			ready = 0;
			throw error;
		});
	return ready.then(() => real);
};
var ask = name => (...args) => (real ? real[name](...args) : loadReal().then(container => container[name](...args)));
return {
	container: { get: ask("get"), init: ask("init") },
	take: container => {
		real = real || container;
		arrived();
	}
};
