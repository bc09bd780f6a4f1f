// script_external.js: containers and other globals that a script defines.
//
// Installs: R.ext(globalName, url, more?) → promise of the global; `more` goes to R.l
// Needs:    core, problem, join_scripts
// Data:     nothing
//
// Message, name, type and request are webpack's. Nothing is remembered here: a second call loads again unless the
// global is there. sourcesOf() says for all bundles of the page which file a global came from: a second container of the
// same name would pass for the first.
//
// A browser answers a request for an address that it is still waiting for with the first one's answer. So after a timeout
// the address gets a query, or no try could succeed before the server has given up the first.
var late = {};
var sourcesOf = (key = Symbol.for("mfbundle.containers")) => (self[key] = self[key] || {});
R.ext = (name, url, more) =>
	new Promise((resolve, reject) => {
		var sources = sourcesOf();
		var place = new URL(url, self.location && self.location.href).href;
		var found = () => {
			if (self[name] === undefined) return;
			if ((sources[name] = sources[name] || place) != place) {
				reject(
					problem("remote-name-conflict", `Two containers are called "${name}": ${sources[name]} is loaded, and ${place} is wanted`, {
						request: url
					})
				);
			}
			resolve(self[name]);
			return 1;
		};
		if (found()) return;
		delete sources[name];
		var done = event => {
			if (found()) return;
			var type = event.type == "load" ? "missing" : event.type;
			var request = event.target.src;
			if (type == "timeout") late[url] = (/\?/.test(url) ? "&" : "?") + "retry=" + Date.now();
			reject(
				Object.assign(Error(`Loading script failed.\n(${type}: ${request})`), {
					name: "ScriptExternalLoadError",
					type,
					request
				})
			);
		};
		R.l(url + (late[url] || ""), done, name, undefined, more);
	});
