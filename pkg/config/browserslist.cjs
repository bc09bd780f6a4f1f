// Answers a target of browserslist with the browserslist package of the project.
// Arguments: the folder of the project, and what stands behind "browserslist:".
// Prints {browsers: [...]} ({} when the project has no list), {missing: true}
// without the package, or {error: text}.
"use strict";
const [context, input] = process.argv.slice(1);
const path = require("path");
const answer = value => process.stdout.write(JSON.stringify(value));

function find() {
	const from = require("module").createRequire(path.join(context, "x.js"));
	try {
		return from("browserslist");
	} catch (error) {
		if (error.code != "MODULE_NOT_FOUND") throw error;
	}
}

function load(browserslist) {
	if (input && path.isAbsolute(input)) {
		const [, config, env] = /^((?:[a-z]:)?[/\\].*?)(?::(.+?))?$/i.exec(input);
		return browserslist(browserslist.loadConfig({ config, env }), { env });
	}
	const env = input || undefined;
	const config = browserslist.loadConfig({ path: context, env });
	if (config) {
		try {
			return browserslist(config, { env, throwOnMissing: true });
		} catch (error) {
			// The list has no such environment: then it is a query.
			if (!env) throw error;
		}
	}
	return env && browserslist(env);
}

const browserslist = find();
if (!browserslist) answer({ missing: true });
else {
	try {
		answer({ browsers: load(browserslist) });
	} catch (error) {
		answer({ error: error.message });
	}
}
