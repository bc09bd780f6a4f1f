// The rules of a configuration: which loaders are built in, and which stay. migrate.cjs is read behind this file and has
// plain, note, relative and root.
"use strict";
const { createRequire } = require("module");

/** Loaders that are left out: what they do is built in, or about speed alone. */
const compilers = /^(babel-loader|ts-loader|awesome-typescript-loader|esbuild-loader|swc-loader|builtin:swc-loader)$/;
const sheets = /^(css-loader|style-loader|vue-style-loader|mini-css-extract-plugin|@rspack\/core)$/;
const moot = /^(thread-loader|cache-loader|source-map-loader)$/;
const files = { "file-loader": "asset/resource", "url-loader": "asset", "raw-loader": "asset/source" };

/** shortName is the package of a loader that is named by the path of a file. */
function shortName(loader) {
	const inModules = loader.match(/^.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/);
	return inModules ? inModules[1].replace(/\\/g, "/") : loader;
}

/** isMain reports whether a package is named by the path of the file that its name means in this project. */
function isMain(name, file) {
	try {
		return createRequire(path.join(root, "package.json")).resolve(name) == file;
	} catch {
		return false;
	}
}

/** usesOf lists the loaders of a rule, whatever form they have: {name, options, as}, as being what was written. */
function usesOf(rule) {
	const list = typeof rule.use == "function" ? [rule.use] : [rule.use ?? []].flat();
	if (rule.loader) list.push(rule.options === undefined ? rule.loader : { loader: rule.loader, options: rule.options });
	return list.filter(Boolean).map(u => {
		const [written, query] = (typeof u == "string" ? u : u.loader ?? "").split(/(?=[?])/);
		const name = shortName(written);
		const request = (isMain(name, written) ? name : written) + (query ?? "");
		return { name, options: u.options ?? {}, as: typeof u == "string" ? request : { ...u, loader: request } };
	});
}

/** What Babel does that mfbundle does as well: new syntax, TypeScript, JSX. */
const builtInPresets = /^(@babel\/(preset-)?(env|typescript|react|modules)|babel-preset-react-app)$/;
const builtInPlugins =
	/^(@babel\/plugin-syntax-.*|@babel\/(plugin-)?transform-(runtime|react-jsx|react-jsx-development|react-display-name|typescript)|(react-refresh\/babel|babel-plugin-dynamic-import-node)|@babel\/(plugin-)?(transform|proposal)-(class-.*|private-.*|object-rest-spread|optional-.*|nullish-coalescing-operator|numeric-separator|async-.*|regenerator|arrow-functions|block-.*|computed-properties|destructuring|dynamic-import|dotall-regex|duplicate-.*|exponentiation-operator|export-namespace-from|for-of|function-name|json-strings|literals|logical-assignment-operators|member-expression-literals|modules-commonjs|named-capturing-.*|new-target|object-super|parameters|property-literals|reserved-words|shorthand-properties|spread|sticky-regex|template-literals|typeof-symbol|unicode-.*))$/;

/** babelItems lists the presets or plugins of Babel for the files of the project by their names, with options. */
function babelItems(options) {
	try {
		const core = createRequire(path.join(root, "package.json"))("@babel/core");
		const { loaderOptions, cacheDirectory, cacheIdentifier, cacheCompression, customize, metadataSubscribers, ...rest } = options;
		const loaded = core.loadPartialConfigSync({ cwd: root, ...rest, filename: path.join(root, "src/index.tsx"), caller: { name: "babel-loader", supportsStaticESM: true, supportsDynamicImport: true } });
		const items = list => list.map(i => ({ name: itemName(i.file?.request ?? i.name ?? "a function", i.file?.resolved), options: i.options || {} }));
		return { presets: items(loaded.options.presets), plugins: items(loaded.options.plugins), version: core.version };
	} catch (error) {
		// Without Babel the loader cannot have done anything.
		return { presets: [], plugins: [], error: error.code == "MODULE_NOT_FOUND" && error.message.includes("'@babel/core'") ? "" : String(error.message).split("\n")[0] };
	}
}

/** itemName is the full name of a preset or plugin: the package of the file that it was found in, else the request. */
function itemName(request, resolved) {
	if (/^[./\\]|^[a-z]:/i.test(request)) return shortName(request);
	const inModules = resolved ? shortName(resolved) : request;
	return inModules == resolved || request.includes("/") && !request.startsWith("@babel/") ? request : inModules;
}

/** keptForBabel says why babel-loader has to stay, "" when nothing of it would be missed. What it says of JSX goes to out. */
function keptForBabel(out, options) {
	const { presets, plugins, version = "7", error } = babelItems(options);
	if (error) return `its configuration could not be read (${error})`;
	const own = [...presets.filter(p => !builtInPresets.test(p.name)), ...plugins.filter(p => !builtInPlugins.test(p.name))];
	if (own.length) return `it runs ${own.map(p => p.name).join(", ")}`;
	const react = presets.find(p => /react$/.test(p.name)) ?? plugins.find(p => /react-jsx/.test(p.name));
	if (react) jsx(out, { runtime: parseInt(version) < 8 ? "classic" : undefined, ...react.options });
	return "";
}

/** jsx writes what Babel, SWC and esbuild call runtime, importSource, pragma and pragmaFrag. */
function jsx(out, o) {
	const to = {};
	if (o.importSource) to.importSource = o.importSource;
	if (o.pragma) to.factory = o.pragma;
	if (o.pragmaFrag) to.fragment = o.pragmaFrag;
	if (o.pragma || o.pragmaFrag || o.runtime == "classic") to.runtime = "classic";
	else if (o.runtime == "automatic" || o.importSource) to.runtime = "automatic";
	if (Object.keys(to).length) out.jsx ??= to;
}

/** compiler decides about a loader that makes JavaScript of other forms of it; "" leaves it out. */
function compiler(out, use) {
	const react = use.options.jsc?.transform?.react;
	switch (use.name) {
		case "babel-loader":
			return keptForBabel(out, use.options);
		case "esbuild-loader":
			jsx(out, { runtime: use.options.jsx, importSource: use.options.jsxImportSource, pragma: use.options.jsxFactory, pragmaFrag: use.options.jsxFragment });
			return "";
		case "swc-loader":
			if (use.options.jsc?.experimental?.plugins?.length) return "it has plugins";
	}
	if (react) jsx(out, { runtime: "classic", ...react });
	return "";
}

/** sheetOptions turns options of css-loader into those of a type. */
function sheetOptions(rule, gone, where) {
	const css = gone.find(u => u.name == "css-loader");
	const modules = css?.options.modules;
	const options = typeof modules == "object" ? modules : {};
	const generator = {};
	if (typeof options.localIdentName == "string") generator.localIdentName = options.localIdentName.replace(/\[hash:base64(:\d+)?\]/g, "[hash$1]");
	if (typeof options.getLocalIdent == "function") note(`${where}: css-loader`, "getLocalIdent is a function; localIdentName below generator names classes");
	const convention = { asIs: "as-is", camelCase: "camel-case", camelCaseOnly: "camel-case-only", dashes: "dashes", dashesOnly: "dashes-only" }[options.exportLocalsConvention] ?? options.exportLocalsConvention;
	if (typeof convention == "string" && convention != "as-is") generator.exportsConvention = convention;
	const local = modules === true || modules == "local" || (typeof modules == "object" && modules.auto === undefined && options.mode != "icss" && options.mode != "global");
	const to = { type: rule.type ?? (local ? "css/module" : "css/auto") };
	// Until version 7 a style sheet had one object as its default export.
	if (css && !(options.namedExport ?? major("css-loader") >= 7)) to.parser = { ...rule.parser, namedExports: false };
	if (Object.keys(generator).length) to.generator = { ...rule.generator, ...generator };
	return to;
}

/** major is the version of an installed package before the first point; 0 when it is not there. */
function major(name) {
	try {
		return parseInt(createRequire(path.join(root, "package.json"))(`${name}/package.json`).version);
	} catch {
		return 0;
	}
}

/** ruleOf converts a rule; undefined leaves it out. */
function ruleOf(out, rule, where, inOneOf) {
	const { use, loader, options, oneOf, rules, ...rest } = rule;
	const uses = usesOf(rule);
	const left = [];
	const kept = uses.filter(u => {
		const why = compilers.test(u.name) ? compiler(out, u) : !(moot.test(u.name) || sheets.test(u.name) || (files[u.name] && uses.length == 1));
		if (why && compilers.test(u.name)) note(where, `${u.name} stays: ${why}`, true);
		if (!why) left.push(u);
		return why;
	});
	let made = { ...rest };
	const gone = left.filter(u => sheets.test(u.name));
	if (gone.length) made = { ...made, ...sheetOptions(rest, gone, where) };
	const file = left.find(u => files[u.name]);
	if (file) {
		made.type = files[file.name];
		if (typeof file.options.name == "string") made.generator = { filename: file.options.name.replace(/\.\[ext\]/g, "[ext]").replace(/\[(?:content)?hash(?::[a-z]+)?(:\d+)?\]/g, "[hash$1]") };
		if (file.name == "url-loader" && Number(file.options.limit) > 0) made.parser = { dataUrlCondition: { maxSize: Number(file.options.limit) } };
	}
	const names = left.filter(u => !file || u != file).map(u => u.name);
	if (names.length) note(where, `${names.join(", ")}: built in, left out; check options of yours`);
	if (kept.length) made.use = kept.map(u => u.as);
	if (oneOf) made.oneOf = list(out, oneOf, `${where}.oneOf`, true);
	if (rules) made.rules = list(out, rules, `${where}.rules`, false);
	// A rule without effects still stands in the way of the others in a oneOf.
	if (!inOneOf && uses.length && !kept.length && !gone.length && !file && !oneOf && !rules && !effects.some(key => key in rest)) return undefined;
	const p = plain(made, where);
	return p && Object.keys(p).length ? p : undefined;
}

/** Keys of a rule that say something about a module without loaders. */
const effects = ["type", "parser", "generator", "resolve", "sideEffects", "layer", "extractSourceMap"];

function list(out, rules, where, inOneOf) {
	return rules.map((rule, i) => (rule && rule !== "..." ? ruleOf(out, rule, `${where}[${i}]`, inOneOf) : undefined)).filter(Boolean);
}

/** loadersIn reports whether rules run loaders. */
const loadersIn = rules => (rules ?? []).some(r => r.use || r.loader || loadersIn(r.oneOf) || loadersIn(r.rules));
