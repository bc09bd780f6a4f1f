// Loads a configuration of webpack or Rspack and prints what federation.yaml says of it as JSON:
// {builds: [object, …], notes: [{path, reason, kept}, …], install: [package, …]}. Arguments: the file, the mode.
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");
const [file, mode] = process.argv.slice(2);
const root = path.dirname(path.resolve(file));
const notes = [];
const note = (where, reason, kept = false) => notes.push({ path: where, reason, kept });

/** plain turns a value into what YAML can say; undefined where it cannot. */
function plain(value, where) {
	if (value === null || typeof value == "boolean" || typeof value == "number") return value;
	if (typeof value == "string") return relative(value);
	if (value instanceof RegExp) return String(value);
	if (typeof value == "function") return void note(where, "a function, which federation.yaml has not");
	if (Array.isArray(value)) return value.map((v, i) => plain(v, `${where}[${i}]`)).filter(v => v !== undefined);
	if (typeof value == "object") {
		const out = {};
		for (const [key, v] of Object.entries(value)) {
			if (v === undefined) continue;
			const p = plain(v, where ? `${where}.${key}` : key);
			if (p !== undefined) out[key] = p;
		}
		return out;
	}
	return void note(where, `a ${typeof value}`);
}

/** relative makes absolute paths below the project relative to it; federation.yaml is at its root. */
function relative(value) {
	if (!path.isAbsolute(value)) return value;
	const rel = path.relative(root, value);
	return rel == "" ? "." : rel.startsWith("..") ? value : "./" + rel.split(path.sep).join("/");
}

const nameOf = plugin => plugin?.constructor?.name ?? "";
/** optionsOf finds what a plugin was made with; each keeps it elsewhere. */
const optionsOf = p => p.userOptions ?? p._options ?? p.options ?? p._args?.[0] ?? {};

const copied = ["name", "target", "entry", "resolve", "externals", "externalsType", "externalsPresets", "node", "ignoreWarnings"];
const dropped = { stats: "use --stats FILE", watch: "use mfbundle watch", profile: "use --profile FILE", parallelism: "use --jobs N", cache: "no key is needed" };

function convert(config, index) {
	const out = {};
	const at = key => (index === undefined ? key : `[${index}].${key}`);
	for (const [key, value] of Object.entries(config)) {
		if (value === undefined) continue;
		if (copied.includes(key)) {
			if (key == "resolve" && value?.plugins) note(at("resolve.plugins"), "plugins of the resolver are not possible; paths of tsconfig.json are read without one");
			const p = plain(key == "resolve" ? { ...value, plugins: undefined } : value, at(key));
			if (p !== undefined && !(key == "resolve" && !Object.keys(p).length)) out[key] = p;
		} else if (key == "context") {
			const rel = relative(path.resolve(value));
			if (rel != ".") out.context = rel;
		} else if (key == "mode" || key == "devtool") out[key] = value;
		else if (key == "dependencies") out.dependsOn = plain(value, at(key));
		else if (key == "output") out.output = output(value, at(key));
		else if (key == "optimization") out.optimization = optimization(value, at(key));
		else if (key == "module") moduleOf(out, value, at(key));
		else if (key == "devServer") out.server = server(value, at(key));
		else if (key == "performance") performance(out, value, at(key));
		else if (key == "experiments") {
			for (const name of Object.keys(value)) if (name != "outputModule") note(`${at(key)}.${name}`, "what it switches on is on, or not supported");
		} else if (key == "plugins") (value || []).filter(Boolean).forEach((p, i) => plugin(out, p, `${at(key)}[${i}]`));
		else note(at(key), dropped[key] ?? "federation.yaml has no such key");
	}
	if (typeof out.entry == "function") delete out.entry;
	// It follows the mode, and would contradict --mode.
	if (out.define?.["process.env.NODE_ENV"] == JSON.stringify(out.mode ?? mode)) delete out.define["process.env.NODE_ENV"];
	return out;
}

function output(value, where) {
	const out = plain(value, where);
	const library = {};
	for (const [from, to] of [["libraryTarget", "type"], ["libraryExport", "export"], ["umdNamedDefine", "umdNamedDefine"]]) {
		if (out[from] !== undefined) library[to] = out[from];
		delete out[from];
	}
	if (Object.keys(library).length) out.library = { ...(typeof out.library == "string" || Array.isArray(out.library) ? { name: out.library } : out.library), ...library };
	for (const key of ["pathinfo", "hashFunction", "hashDigest", "hashSalt", "devtoolModuleFilenameTemplate", "devtoolFallbackModuleFilenameTemplate", "environment", "scriptType", "asyncChunks", "compareBeforeEmit"]) {
		if (key in out) note(`${where}.${key}`, "has no effect on what mfbundle writes, or is chosen by target");
		delete out[key];
	}
	return out;
}

function optimization(value, where) {
	const { minimizer, ...rest } = value;
	const out = plain(rest, where);
	if (minimizer) {
		for (const m of minimizer) {
			if (m == "...") continue;
			const terser = optionsOf(m).terserOptions ?? optionsOf(m).minimizer?.options ?? {};
			const to = (out.minimizer ??= {});
			if (terser.keep_classnames) to.keepClassNames = true;
			if (terser.keep_fnames) to.keepFnNames = true;
			if (terser.compress?.drop_console) to.dropConsole = true;
			if (!Object.keys(to).length) delete out.minimizer;
			if (!/Terser|Css|Swc|Esbuild|Lightning/i.test(nameOf(m))) note(`${where}.minimizer`, `${nameOf(m) || "a function"}: mfbundle minimizes itself`);
		}
	}
	return out;
}

function moduleOf(out, value, where) {
	const rules = list(out, value.rules ?? [], `${where}.rules`, false);
	if (rules.length) (out.module ??= {}).rules = rules;
	for (const key of ["noParse", "parser", "generator"]) {
		if (value[key] === undefined) continue;
		const p = plain(value[key], `${where}.${key}`);
		if (p !== undefined) (out.module ??= {})[key] = p;
	}
}

function server(value, where) {
	const out = {};
	for (const key of ["host", "port", "open", "headers", "proxy", "historyApiFallback", "static", "allowedHosts", "liveReload"]) {
		if (value[key] === undefined) continue;
		const p = plain(value[key], `${where}.${key}`);
		if (p !== undefined) out[key] = p;
	}
	if (value.server == "https" || value.server?.type == "https") out.https = plain(value.server.options ?? true, where);
	if (out.port == "auto") delete out.port;
	else if (typeof out.port == "string") out.port = Number(out.port);
	for (const key of Object.keys(value)) if (!(key in out) && key != "server" && key != "port") note(`${where}.${key}`, "the server of mfbundle watch has no such key");
	return out;
}

function performance(out, value, where) {
	if (!value || value.hints === false) return;
	const level = value.hints == "error" ? "error" : "warn";
	const list = [];
	if (value.maxEntrypointSize) list.push({ kind: "initial", max: value.maxEntrypointSize, compression: "none", level });
	if (value.maxAssetSize) list.push({ kind: "asset", max: value.maxAssetSize, compression: "none", level });
	if (list.length) out.budgets = [...(out.budgets ?? []), ...list];
	if (value.assetFilter) note(`${where}.assetFilter`, "a function, which federation.yaml has not");
}

function plugin(out, p, where) {
	const name = nameOf(p);
	const options = optionsOf(p);
	switch (name) {
		case "ModuleFederationPlugin":
		case "UniversalFederationPlugin":
		case "NextFederationPlugin":
			if (out.federation) (out.plugins ??= []).push({ ModuleFederationPlugin: federation(options, where) });
			else out.federation = federation(options, where);
			return;
		case "ContainerPlugin":
		case "ContainerReferencePlugin":
		case "SharePlugin":
		case "ConsumeSharedPlugin":
		case "ProvideSharedPlugin":
			(out.plugins ??= []).push({ [name]: plain(options, where) });
			return;
		case "DefinePlugin":
			out.define ??= {};
			for (const [key, v] of Object.entries(p.definitions ?? options)) flatten(out.define, key, v, where);
			return;
		case "EnvironmentPlugin":
			out.define ??= {};
			for (const key of p.keys ?? []) out.define[`process.env.${key}`] = `"\${${key}${p.defaultValues?.[key] === undefined ? "" : ":-" + p.defaultValues[key]}}"`;
			return;
		case "ProvidePlugin":
			out.provide = plain(p.definitions ?? options, where);
			return;
		case "IgnorePlugin":
			(out.ignore ??= []).push(...[plain({ resource: options.resourceRegExp, context: options.contextRegExp }, where)].filter(v => v.resource));
			if (options.checkResource) note(where, "IgnorePlugin with a function");
			return;
		case "ContextReplacementPlugin": {
			if (p.newContentCallback || p.newContentCreateContextMap) return note(where, "ContextReplacementPlugin with a function or a map; write the map as its third argument");
			const args = [p.resourceRegExp, p.newContentResource, p.newContentRecursive, p.newContentRegExp].filter(v => v !== undefined);
			(out.plugins ??= []).push({ [name]: { args: plain(args, where) } });
			return;
		}
		case "NormalModuleReplacementPlugin":
			if (typeof p.newResource != "string") return note(where, "NormalModuleReplacementPlugin with a function; write the request, or an alias");
			(out.plugins ??= []).push({ [name]: { args: plain([p.resourceRegExp, p.newResource], where) } });
			return;
		case "LimitChunkCountPlugin":
			if (options.maxChunks != 1) return note(where, "LimitChunkCountPlugin: one webpackChunkName puts several import() into one chunk");
			(out.output ??= {}).asyncChunks = false;
			return;
		case "HtmlWebpackPlugin":
		case "HtmlRspackPlugin": {
			const given = p.userOptions ?? options;
			const o = plain(given, where);
			// A template may ask for a name that has no value.
			for (const key of Object.keys(typeof given.templateParameters == "object" ? given.templateParameters : {})) o.templateParameters[key] ??= false;
			for (const key of ["chunksSortMode", "cache", "showErrors", "xhtml", "templateContent"]) delete o[key];
			if (typeof o.minify == "object") o.minify = true;
			if (o.minify == "auto") delete o.minify;
			if (o.favicon === false) delete o.favicon;
			if (o.chunks == "all") delete o.chunks;
			if (o.template) o.template = o.template.replace(/^.*!/, "");
			out.html = out.html ? [out.html, o].flat() : o;
			return;
		}
		case "InterpolateHtmlPlugin": // of react-scripts, whose build script copies a folder as well
			if (fs.existsSync(path.join(root, "public"))) out.copy = [...(out.copy ?? []), { from: "./public", ignore: ["**/index.html"] }];
			for (const page of [out.html ?? []].flat()) page.templateParameters = { ...plain(p.replacements, where), ...page.templateParameters };
			return;
		case "CopyPlugin":
		case "CopyWebpackPlugin":
		case "CopyRspackPlugin":
			out.copy = [...(out.copy ?? []), ...(plain(p.patterns ?? options.patterns ?? [], where) ?? [])].map(c => {
				if (c && typeof c == "object") for (const key of ["filter", "transform", "transformAll", "priority", "info"]) delete c[key];
				if (c && typeof c.to == "string" && out.output?.path && c.to.startsWith(out.output.path)) c.to = c.to.slice(out.output.path.length).replace(/^[/]/, "");
				return c;
			});
			return;
		case "MiniCssExtractPlugin":
		case "CssExtractRspackPlugin":
			if (options.filename) (out.output ??= {}).cssFilename = plain(options.filename, where);
			if (options.chunkFilename && options.chunkFilename != options.filename) (out.output ??= {}).cssChunkFilename = plain(options.chunkFilename, where);
			return;
		case "CleanWebpackPlugin":
			(out.output ??= {}).clean = true;
			return;
		case "SourceMapDevToolPlugin":
			out.devtool = "source-map";
			return note(where, "SourceMapDevToolPlugin: now devtool: source-map; check its options");
		case "VueLoaderPlugin":
			return; // the rule for vue-loader is enough
		case "ForkTsCheckerWebpackPlugin":
		case "ProgressPlugin":
		case "HotModuleReplacementPlugin":
		case "ReactRefreshPlugin":
		case "ReactRefreshRspackPlugin":
			return note(where, `${name}: left out; it changes nothing in a production build`);
	}
	note(where, `${name || "a plugin without a name"}: mfbundle has no such plugin`);
}

/** federation carries the options over; a range as the version of a share is what the share wants. */
function federation(options, where) {
	const out = plain(options, where);
	for (const shares of [out.shared].flat()) {
		for (const [key, share] of Object.entries(typeof shares == "object" ? shares ?? {} : {})) {
			if (typeof share?.version != "string" || /^\d/.test(share.version)) continue;
			note(`${where}.shared.${key}.version`, `${share.version} is a range: now requiredVersion`);
			share.requiredVersion ??= share.version;
			delete share.version;
		}
	}
	return out;
}

/** flatten writes nested definitions as dotted names, as DefinePlugin takes them. */
function flatten(define, key, value, where) {
	if (value && typeof value == "object" && !(value instanceof RegExp) && !Array.isArray(value)) {
		for (const [k, v] of Object.entries(value)) flatten(define, `${key}.${k}`, v, where);
	} else if (typeof value == "function") note(`${where}.${key}`, "a function, which federation.yaml has not");
	else define[key] = typeof value == "string" ? value : Array.isArray(value) ? JSON.stringify(value) : String(value);
}

(async () => {
	process.chdir(root);
	let config;
	try {
		config = require(path.resolve(file));
	} catch (error) {
		if (error.code != "ERR_REQUIRE_ESM" && !(error instanceof SyntaxError) && error.code != "ERR_REQUIRE_ASYNC_MODULE") throw error;
		config = await import(pathToFileURL(path.resolve(file)));
	}
	config = config?.default ?? config;
	const list = [];
	for (const c of [config].flat()) list.push([await (typeof c == "function" ? c({ production: mode == "production", development: mode == "development" }, { mode, env: {} }) : c)].flat());
	const all = list.flat();
	const builds = all.map((c, i) => convert(c, all.length > 1 ? i : undefined));
	const install = builds.some(b => loadersIn(b.module?.rules)) && !major("loader-runner") ? ["loader-runner"] : [];
	process.stdout.write("\n" + JSON.stringify({ builds, notes, install }));
})().catch(error => {
	process.stderr.write(String(error?.stack ?? error));
	process.exit(1);
});
