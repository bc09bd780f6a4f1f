// script_external.js: containers and other globals that a script defines.
//
// Installs: R.ext(globalName, url) → promise of the global; external(globalName, url, more), which passes `more` on to
//           R.l
// Needs:    core, script_loader
// Data:     nothing
//
// Another bundle on the page may be loading the same file, and a container that runs twice is two containers. So its tag
// is joined, if a loader made it: a tag of the page's own may have finished, and would then never tell.
//
// Message, name, type and request are webpack's. Nothing is remembered here: a second call loads again unless the
// global is there.
var external = (name, url, more) =>
	new Promise((resolve, reject) => {
		if (self[name] !== undefined) return resolve(self[name]);
		var found = [].find.call(
			document.getElementsByTagName("script"),
			tag => tag.getAttribute("src") == url && tag.getAttribute("data-webpack")
		);
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
			more,
			found
		);
	});
R.ext = (name, url) => external(name, url);
