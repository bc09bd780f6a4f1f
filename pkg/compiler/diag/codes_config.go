package diag

// configCodes are reported by pkg/config. They are errors of usage: the build
// does not start.
var configCodes = []Code{
	{"config-bad-flag", "A flag of the command line, or its MFBUNDLE_ variable, has a value that it does not take", "Write one of the accepted values", "mfbundle build --color sometimes"},
	{"config-bad-package", "The package.json of the context cannot be read for its name", "Mend the file, or write output.uniqueName", ""},
	{"config-bad-range", "A version range is not one by the rules of npm", `Write a range such as "^1.2.3", ">=1.2 <3" or "1.x || 2.x"`, "federation: {shared: {react: {requiredVersion: ^19.a}}}"},
	{"config-bad-regexp", "A regular expression cannot be read", `Correct the literal; a string without slashes at both ends is a path or name`, `externals: "/react(/"`},
	{"config-bad-set", "An argument of --set has a wrong form", `Write --set key.path=value, with keys that have dots quoted: federation.exposes["./Button"]=./x`, "mfbundle build --set output.path"},
	{"config-bad-value", "A key has a value that it does not accept", "Write one of the accepted values, which the message lists", "mode: fast"},
	{"config-bad-variable", "A ${...} in a string is not a variable", "Write ${NAME}, ${NAME:-default}, or $${ for a literal ${", `output: {publicPath: "${CDN URL}/"}`},
	{"config-browserslist", "The browsers of a browserslist target are not known", "Install browserslist and write a list, or write the engines", "target: browserslist:lastt 2 versions"},
	{"config-build-cycle", "Builds of one file depend on each other in a circle", "Remove one of the dependsOn", "name: a\ndependsOn: b\n---\nname: b\ndependsOn: a"},
	{"config-conflict", "Two keys or values exclude each other", "Remove one of the two", "sourceMap: true\ndevtool: false"},
	{"config-duplicate-key", "A key is given twice in one map, or an item twice in one list", "Remove one of the two", "federation: {shared: [react, react]}"},
	{"config-duplicate-name", "Two builds of one file have one name", "Give each build a name of its own", "name: a\n---\nname: a"},
	{"config-entry-cycle", "Entries depend on each other in a circle", "Remove one of the dependOn", "entry:\n  a: {import: ./a, dependOn: b}\n  b: {import: ./b, dependOn: a}"},
	{"config-env-file", "A dotenv file of env_file cannot be read", "Correct the path, which is relative to the file that has it, or the dotenv file", "env_file: .env.prod"},
	{"config-extends", "A file of extends cannot be used", "Correct the path, which is relative to the file that has it; the file must have one document", "extends: ../bas.yaml"},
	{"config-extends-cycle", "A configuration extends itself, maybe through others", "Remove one of the extends", "extends: ./federation.yaml"},
	{"config-missing-key", "A key that is needed is missing", "Add it", "federation: {exposes: {./a: ./a}}"},
	{"config-missing-variable", "An environment variable without a default is not set", "Set it, add it to env_file, or write ${NAME:-default}", `output: {publicPath: "${CDN}/"}`},
	{"config-no-effect", "A key changes nothing beside the others", "Remove it, or what makes it moot", "externalsType: module"},
	{"config-not-found", "There is no configuration file", "Name a file, or a folder that has a federation.yaml", ""},
	{"config-not-supported", "A key or value is part of the format and not built yet", "Remove it; the default needs no key", "cache: true"},
	{"config-read", "A file cannot be read", "Check that it exists and may be read", ""},
	{"config-rule-unmatched", "A condition of a rule is a path that no file starts with", "Correct the path; write a pattern as a regular expression", `module: {rules: [{test: .css, type: css}]}`},
	{"config-syntax", "A file is not valid YAML", "Correct the file at the place shown", "entry: [a"},
	{"config-unknown-build", "dependsOn names a build that is not in the file", "Write the name of a build of this file", "name: a\ndependsOn: [b]"},
	{"config-unknown-entry", "A name is not that of an entry", "Write the name of an entry", "entry: {main: ./a}\nhtml: {chunks: [mian]}"},
	{"config-unknown-key", "A key is not part of the format here", "Correct it; the message names the nearest key, or where it belongs", "entyr: ./src"},
	{"config-wrong-type", "A key has a value of a kind that it does not take", "Write a value of an accepted kind", "output: {clean: \"yes\"}"},
}
