// Package config turns federation.yaml, the environment and command-line flags
// into frozen Configs: one for each YAML document, checked, with every default
// filled in and every path absolute.
//
// The steps, each a function from the result of the one before:
//
//	locate     which file                                   load.go
//	parse      bytes → nodes with positions                 parse.go, node.go, span.go
//	expand     extends, --set, ${VAR}                       expand.go, merge.go, set.go, interpolate.go
//	check      nodes against the one table of keys          schema_*.go, check.go
//	bind       checked nodes → Config, defaults applied     bind_*.go
//
// The table of keys (schema_*.go) is the only place that names a key, its type,
// its documentation and its accepted values; the checker, the JSON Schema and
// the reference all read it. Package config knows nothing of the compiler: it
// does not resolve modules, and it reads no file but configuration, dotenv
// files and the name in package.json.
package config
