// late_tag.js: a tag that loads the runtime of a container.
//
// Installs: bring() → promise
// Needs:    nothing; it is part of the function of late_runtime
// Data:     f, p as for late_runtime; h: hash of the runtime
var own = document.currentScript;
var bring = () => {
	var url = new URL(data.f, (own && own.src) || new URL(data.p || "", self.location.href)).href;
	var page = [].some.call(document.getElementsByTagName("script"), tag => tag.src == url) && document.readyState != "complete";
	return Promise.resolve(page && new Promise(resolve => self.addEventListener("load", resolve))).then(
		() =>
			real ||
			new Promise((resolve, reject) => {
				var tag = document.createElement("script");
				tag.onload = tag.onerror = event => {
					tag.remove();
					real ? resolve() : reject(missing(event.type == "load" ? "missing" : event.type, url));
				};
				tag.src = typeof policy == "function" ? policy().createScriptURL(url) : url;
				if (own && own.nonce) tag.nonce = own.nonce;
				if (data.h) Object.assign(tag, { integrity: data.h, crossOrigin: "anonymous" });
				else if (own && own.crossOrigin) tag.crossOrigin = own.crossOrigin;
				document.head.appendChild(tag);
			})
	);
};
