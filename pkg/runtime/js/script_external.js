// script_external.js: containers and other globals that a script defines.
//
// Installs: R.ext(globalName, url) → promise of the global; external(globalName, url, more), which passes `more` on to
//           R.l
// Needs:    core, script_loader
// Data:     nothing
//
// Message, name, type and request are webpack's. Nothing is remembered here: a second call loads again unless the
// global is there.
var external = (name, url, more) =>
	new Promise((resolve, reject) => {
		if (self[name] !== undefined) return resolve(self[name]);
		R.l(
			url,
			event => {
				if (self[name] !== undefined) return resolve(self[name]);
				var type = event.type == "load" ? "missing" : event.type;
				var request = event.target.src;
				reject(
					Object.assign(Error(`Loading script failed.\n(${type}: ${request})`), {
						name: "ScriptExternalLoadError",
						type,
						request
					})
				);
			},
			name,
			undefined,
			more
		);
	});
R.ext = (name, url) => external(name, url);
