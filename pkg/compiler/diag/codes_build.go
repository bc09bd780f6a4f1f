package diag

// sourceCodes are reported while files are read.
var sourceCodes = []Code{
	{"context-arguments", "The arguments of require.context(), import.meta.webpackContext() or import.meta.glob() are not known while building", "Write literals", "require.context(dir)"},
	{"context-empty", "A request with unknown parts, or a context, means no file at all", "Correct the folder or the pattern", "require.context(\"./empty\")"},
	{"context-pattern", "A pattern or regular expression that selects files cannot be read", "Correct the pattern", `import.meta.glob("{a")`},
	{"data-uri", "A data: URI cannot be read", "Write data:<type>;base64,<text> or data:<type>,<text>", `import "data:text/javascript;base64,???"`},
	{"define-import", "The text of a define names an import of the module that it stands in, which is no variable of the output", "Assign the import to a variable of the module, and name that in define; or use provide", `define: {A: a}, and import {a} from "./a"; log(A)`},
	{"eval-import", "The text of a direct eval() names an import, which is no variable of the output", "Assign the import to a variable of the module, and name that in the text", `import {a} from "./a"; eval("a + 1")`},
	{"html-favicon", "The icon of a page cannot be read", "Correct html.favicon, which is relative to the context", "html: {favicon: ./missing.ico}"},
	{"html-template", "The template of a page cannot be read", "Correct html.template, which is relative to the context", "html: {template: ./indx.html}"},
	{"iife-kept", "output.iife: false asks for code without a function, which this entry cannot do without", "Assign what has to be global to globalThis", "output: {iife: false, library: lib}"},
	{"import-phase", "An import asks for a phase that its form or its module does not have", "Use import defer * as ns, import source x of a WebAssembly module, or leave the word out", `import source a from "./a.js"`},
	{"json-syntax", "A JSON file is not valid JSON", "Correct the file; JSON has no comments and no trailing commas", `{"a": 1,}`},
	{"magic-comment", "A magic comment is unknown or has a value that cannot be used", "Correct the comment", `import(/* webpackMode: "slow" */ "./a")`},
	{"module-type-unknown", "No module type is known for the ending of a file", "Import a file of a known type", `import "./notes.xyz"`},
	{"node-name", "The key node asks to be told of a name of Node that code uses", "Write globalThis or import.meta.url", "global.x = 1"},
	{"read-failed", "A file that is part of the build cannot be read", "Check that it exists and may be read", ""},
	{"request-partly-known", "module.parser.javascript.wrappedContextCritical asks to be told of requests of which only a part is known", "Ask for each file by a literal", "require(\"./locale/\" + name)"},
	{"require-unknown", "module.parser.javascript.unknownContextCritical asks to be told of require in forms that cannot be followed", "Call require with a literal", "const load = require"},
	{"rule-asset-loader", "A rule makes a file an asset, and a loader of another makes JavaScript of it", "Remove the loader, which the type stands for, or the type", `rules: [{test: /\.png$/, type: asset/resource, use: [file-loader]}]`},
	{"rule-type-conflict", "Two rules that are not inside each other give a file different types, and the later counts", "Exclude the file from one of the rules, or put both into oneOf", `rules: [{test: /\.svg$/, type: asset}, {test: /icon/, type: asset/source}]`},
	{"source-map-input", "The source map that a file names cannot be used, so maps lead to the file itself", "Make the map again, or remove the comment", "//# sourceMappingURL=index.js.map"},
	{"source-not-utf8", "A source file is not UTF-8", "Save it as UTF-8", ""},
	{"syntax-error", "A file is not valid JavaScript, TypeScript or JSX", "Correct the file at the place shown", "const a = ;"},
	{"syntax-export-duplicate", "A module exports one name twice", "Remove or rename one of the exports", "export const a = 1; export {b as a}"},
	{"syntax-export-undeclared", "A module exports a name that it does not declare", "Declare the name, or export another", "export {missing}"},
	{"syntax-redeclared", "A name is declared twice in one scope", "Rename one of the two", "let a; const a = 1"},
	{"syntax-warning", "Code is valid and probably a mistake", "Read the message; it says what is unusual", "if (typeof x == \"nubmer\") {}"},
	{"typescript-enum-value", "A member of an enum has no value: the one before it is not a constant of its file", "Write the value", "enum E { A = Imported.X, B }"},
	{"typescript-metadata", "emitDecoratorMetadata is set, and a file with decorators is compiled without it", "Compile such files with ts-loader or swc-loader in module.rules, or remove the option", "@Injectable() class A { constructor(b: B) {} }"},
	{"wasm-syntax", "A WebAssembly file is not a binary module", "Build the file again as a binary module, or add ?url to the request to get its address", "import { add } from \"./add.wasm\""},
}

// cssCodes are reported while style sheets are read.
var cssCodes = []Code{
	{"css-bad-string", "A string in a style sheet does not end on its line", "Close the string", `a { content: "x }`},
	{"css-bad-url", "A url() in a style sheet cannot be read", "Quote the URL", "a { background: url(a b.png) }"},
	{"css-class-missing", "A class composes another that its sheet has not", "Correct the name, or say which file it is from", ".a { composes: b }"},
	{"css-composes", "composes stands where it has no effect, or names no style sheet", "Write it in a rule for one class of a CSS module", ".a .b { composes: c }"},
	{"css-import-invalid", "An @import has no URL or a condition that cannot be read", "Write @import \"file.css\" and conditions after it", "@import foo;"},
	{"css-import-late", "An @import comes after other rules, where browsers ignore it", "Move it to the top of the file", "a {} @import \"b.css\";"},
	{"css-name-conflict", "A CSS module uses a name of @value or :export as that of a class", "Rename one of the two", "@value title: red; .title { color: title }"},
	{"css-not-pure", "A selector has no local class or id, and module.parser says that each must have one", "Add a class, or make an exception by a comment cssmodules-pure-ignore before the rule", "a { color: red } in a.module.css, with parser: {css/module: {pure: true}}"},
	{"css-order-conflict", "Modules of one chunk import style sheets in different orders, and only one can hold", "Import the sheets in the same order everywhere", `a.js: import "./x.css"; import "./y.css"  b.js: import "./y.css"; import "./x.css"`},
	{"css-stray-bracket", "A closing bracket in a style sheet has no opening one", "Remove it, or add the opening one", "a { } }"},
	{"css-unclosed", "A bracket or comment in a style sheet is not closed", "Close it", "a { color: red"},
	{"css-value-missing", "A style sheet takes a name from another one that has none of it", "Correct the name, or give the other sheet one with @value", "@value primry from \"./colors.css\"; .a { color: primry }"},
}

// resolveCodes are reported when a request is looked up.
var resolveCodes = []Code{
	{"external-expression", "An external of the types var, assign or promise is no expression that could be written into the output", "Put the type that fits before it, or name a global", "externals: {lib: commonjs @scope/lib}"},
	{"resolve-alias-cycle", "Aliases replace a request in a circle", "Break the cycle in resolve.alias, or in the browser field of a package.json", "resolve: {alias: {a: b, b: a}}"},
	{"resolve-bad-request", "A request cannot be one of a file", "Correct the request", `import "./a\0"`},
	{"resolve-exports", "A package does not export the path that is asked for", "Import a path that its package.json exports", `import "react/cjs/react.js"`},
	{"resolve-not-found", "A request leads to no file", "Correct the request, install the package, or add it to resolve.alias or externals", `import Button from "./Buton"`},
	{"resolve-package-json", "A package.json on the way cannot be used", "Correct the package.json", ""},
	{"resolve-restricted", "A request leads to a file that resolve.restrictions excludes", "Import a file inside the restrictions, or widen them", "resolve: {restrictions: [./src]}"},
	{"resolve-tsconfig", "The tsconfig.json cannot be used for paths", "Correct it, or write resolve.tsconfig: false", ""},
	{"tsconfig-unreadable", "A tsconfig.json, or one that it extends, cannot be read", "Correct the file, or install the package that extends names", `{"extends": "@tsconfig/node20/tsconfig.json"}`},
}

// chunkCodes are reported when modules are put into chunks.
var chunkCodes = []Code{
	{"external-no-wrapper", "An external of the types umd, amd, system or jsonp is needed by an entry whose library has no wrapper that could hand it in", "Give the library that type, or the external another one", "externals: {react: umd react}\noutput: {library: {type: var, name: lib}}"},
	{"split-name-conflict", "A cache group has the name of an entry that is not loaded before its modules are needed", "Give the group another name, or let the other entries depend on that entry", "cacheGroups: {main: {name: main, test: /lib/}}"},
}

// linkCodes are reported when imports are matched with exports.
var linkCodes = []Code{
	{"import-ambiguous-export", "A name comes from two export * that mean different things", "Export the name from one of them by name", `export * from "./a"; export * from "./b"`},
	{"import-assigned", "An imported name is assigned to, and imports cannot change", "Assign to a variable of the module itself", `import {a} from "./a"; a = 1`},
	{"import-missing-export", "A module does not export the imported name", "Import a name that it exports", `import {buton} from "./button"`},
	{"import-missing-member", "A namespace has no member of the name that is used", "Use a member that the module exports", `import * as a from "./a"; a.missing`},
	{"import-unknown-request", "The request of import() is only known at run time, so the module is not bundled", "Import by a literal, or say webpackIgnore: true", "import(name)"},
}

// outputCodes are reported when files are written.
var outputCodes = []Code{
	{"output-conflict", "Two different files would have one name", "Add [name], [id] or [contenthash] to the file name template", "output: {filename: main.js}"},
	{"output-not-a-folder", "The output folder is a file", "Remove the file, or write another output.path", "output: {path: package.json}"},
	{"syntax-sloppy", "CommonJS code has what only sloppy mode allows, and the output is an ES module, which is strict", "Change the code, or leave output.module out", "with (options) {}"},
	{"target-syntax", "Code has syntax that the target lacks and that cannot be rewritten; it is written as it is", "Raise the target, or let a loader such as babel-loader compile the file", "target: [web, es5]"},
}

// loaderCodes are about loaders, which run in processes of Node.
var loaderCodes = []Code{
	{"loader-crashed", "A loader ended the process that it ran in", "Look at what it printed, which the notes have the end of", ""},
	{"loader-error", "A loader reported an error", "Correct the file, or the options of the loader", ""},
	{"loader-failed", "A loader threw an error, or gave no text", "Correct the file, or the options of the loader", ""},
	{"loader-node-missing", "Loaders are used and Node.js cannot be started", "Install Node.js, and make sure that node is in the PATH", ""},
	{"loader-not-found", "A loader of a rule or a request is not installed", "Install it, or correct its name", `module: {rules: [{test: /\.scss$/, use: [sass-loder]}]}`},
	{"loader-options", "The options of a loader are not what it takes", "Correct the options in the rule", `module: {rules: [{loader: raw-loader, options: {esModul: true}}]}`},
	{"loader-runner-missing", "Loaders are used and the package loader-runner is not installed", "npm install --save-dev loader-runner", ""},
	{"loader-timeout", "A loader gave no sign of life for two minutes", "Look for a wait or a loop without end in the loader or its plugins", ""},
	{"loader-warning", "A loader reported a warning", "Do what it says", ""},
}
