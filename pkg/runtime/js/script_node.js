// script_node.js: containers that Node fetches and runs.
//
// Installs: R.ext(globalName, url, more?) → promise of the container: module.exports, its property of that name, or the
//           global; `more` {timeout ms, integrity}
// Needs:    core, hash
// Data:     require: Node's require of the running file
//
// The text is run by vm as a CommonJS file whose __dirname is the folder of the URL, where async_node finds its chunks.
// One address runs once; a failure is forgotten.
var fetched = {};
R.ext = (name, url, more = {}) =>
	(fetched[name + " " + url] =
		fetched[name + " " + url] ||
		fetch(url, more.timeout ? { signal: AbortSignal.timeout(more.timeout) } : {})
			.then(response => {
				if (!response.ok) throw Error(`status ${response.status}`);
				return response.text();
			})
			.then(text => {
				if (more.integrity) checkHash(text, more.integrity);
				var module = { exports: {} };
				var folder = url.replace(/[^/?#]*([?#].*)?$/, "");
				data.require("vm").runInThisContext("(function(exports,require,module,__dirname,__filename){" + text + "\n})", url)(
					module.exports, data.require, module, folder, url
				);
				var container = module.exports[name] || (module.exports.get ? module.exports : globalThis[name]);
				if (!container) throw Error(`It sets neither exports nor the global "${name}"`);
				// A container with @module-federation/node looks for its chunks where hosts of protocol 2 noted its address.
				for (var instance of (globalThis.__FEDERATION__ || {}).__INSTANCES__ || [])
					if (instance.name == name && !instance.moduleCache.has(name)) instance.moduleCache.set(name, { remoteInfo: { name, entry: url }, remoteEntryExports: container });
				return container;
			})
			.catch(cause => {
				delete fetched[name + " " + url];
				var type = cause.name == "TimeoutError" ? "timeout" : "error";
				throw Object.assign(Error(`Loading script failed.\n(${type}: ${url}): ${(cause.cause && cause.cause.message) || cause.message}`), {
					name: "ScriptExternalLoadError",
					type,
					request: url,
					cause
				});
			}));
// For unloadRemote.
R.ext.forget = name => Object.keys(fetched).forEach(key => key.startsWith(name + " ") && delete fetched[key]);
