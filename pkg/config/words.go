package config

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/config/lazy"
	"github.com/mfbundle/mfbundle/pkg/config/npmrange"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// libraryTypes are the values of library.type.
var libraryTypes = oneOf(
	"var: a global variable, declared with var",
	"assign: a global variable, assigned without a declaration",
	"this", "window", "self", "global: property of the object that output.globalObject names",
	"commonjs: exports.name = ...", "commonjs2: module.exports = ...", "commonjs-module", "commonjs-static: exports of CommonJS that tools can read",
	"module: an ES module", "modern-module: an ES module with plain export declarations",
	"umd", "umd2", "amd", "system", "amd-require: require([...], ...) instead of define",
	"assign-properties: the exports become properties of a global variable", "jsonp: a call of the function with that name",
)

// externalsTypes are the values of externalsType and of remoteType.
var externalsTypes = oneOf("var", "module", "assign", "this", "window", "self", "global", "commonjs", "commonjs2", "commonjs-module",
	"commonjs-static", "amd", "amd-require", "umd", "umd2", "jsonp", "system", "promise", "import", "module-import", "script", "node-commonjs", "asset", "asset-url", "css-url", "css-import", "amd-async")

// HandsIn reports whether the wrapper of a library hands in externals of the types
// umd, amd and system.
func HandsIn(libraryType string) bool {
	switch libraryType {
	case "umd", "umd2", "amd", "amd-require", "system":
		return true
	}
	return false
}

// isExternalsType reports whether s can be the type of an external.
func isExternalsType(s string) bool {
	return isWord(externalsTypes, s)
}

// identifierName is a JavaScript name in the form that generated code can use
// without escapes; Unicode letters beyond ASCII are left out on purpose.
var identifierName = lazy.Regexp(`^[A-Za-z_$][A-Za-z0-9_$]*$`)

// reservedWords cannot name a variable in sloppy or strict code.
var reservedWords = map[string]bool{}

func init() {
	for _, w := range strings.Fields(`await break case catch class const continue debugger default delete do else enum export extends false
		finally for function if implements import in instanceof interface let new null package private protected public return static super
		switch this throw true try typeof var void while with yield`) {
		reservedWords[w] = true
	}
}

func isIdentifier(s string) bool { return identifierName().MatchString(s) && !reservedWords[s] }

// notIdentifier is what a name may hold and a variable may not.
var notIdentifier = lazy.Regexp(`[^A-Za-z0-9_$]+`)

// toIdentifier makes a part of a variable name of a package name.
func toIdentifier(s string) string { return notIdentifier().ReplaceAllString(s, "_") }

// testRange is the test of a requiredVersion.
func testRange(s string) *problem {
	for _, protocol := range []string{"workspace:", "catalog:", "npm:", "file:", "link:", "portal:", "git:", "git+", "github:", "http:", "https:"} {
		if strings.HasPrefix(s, protocol) {
			return nil // resolved by the sharing plugins, which know the workspace
		}
	}
	_, err := npmrange.ParseRange(s)
	if err == nil {
		return nil
	}
	p := &problem{code: "config-bad-range", message: err.Error(), help: "write an npm range such as \"^1.2.3\", \">=1.2 <3\" or \"1.x || 2.x\""}
	if e, ok := err.(*npmrange.RangeError); ok && e.Part != "" {
		p.start, p.end = e.Offset, e.Offset+len(e.Part)
	}
	return p
}

// testVersion is the test of a version.
func testVersion(s string) *problem {
	if _, err := npmrange.ParseVersion(s); err != nil && !npmrange.IsPartial(s) {
		return &problem{code: "config-bad-value", message: err.Error(), help: "write an exact version such as \"1.2.3\", or false for none"}
	}
	return nil
}

var (
	dottedNames = lazy.Regexp(`^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$`)
	globalPath  = lazy.Regexp(`^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*|\[("[^"\\\n]*"|'[^'\\\n]*'|\d+)\])*$`)
)

// testDottedNames wants names with points between them.
func testDottedNames(s string) *problem {
	if !dottedNames().MatchString(s) {
		return &problem{code: "config-bad-value", message: fmt.Sprintf("%q is no path of names", s), help: "write names with points between them, such as sap.ui"}
	}
	return nil
}

// testGlobalPath wants a variable and what to read of it.
func testGlobalPath(s string) *problem {
	if !globalPath().MatchString(s) {
		return &problem{code: "config-bad-value", message: fmt.Sprintf("%q is no variable, nor a member of one", s), help: "write a path such as window.loader or window[\"my-loader\"]"}
	}
	return nil
}

// notEmpty is the test of a string that must say something.
func notEmpty(s string) *problem {
	if s == "" {
		return &problem{code: "config-bad-value", message: "The value is empty", help: "write a value, or remove the key"}
	}
	return nil
}

// sourceWords are the placeholders of names in source maps.
var sourceWords = []string{"namespace", "resource-path", "resourcepath", "absolute-resource-path", "abs-resource-path", "resource", "short-identifier", "query", "hash", "loaders", "all-loaders"}

var sourceWord = lazy.Regexp(`\[([a-z-]+)\]`)

// testSourceTemplate is the test of a template of names in source maps.
func testSourceTemplate(s string) *problem {
	if p := notEmpty(s); p != nil {
		return p
	}
	for _, m := range sourceWord().FindAllStringSubmatch(s, -1) {
		if !slices.Contains(sourceWords, m[1]) {
			p := &problem{code: "config-bad-value", message: fmt.Sprintf("Names of sources have no placeholder %q", m[0]), help: "write one of [" + strings.Join(sourceWords, "], [") + "]"}
			if near := diag.Nearest(m[1], sourceWords); near != "" {
				p.help = fmt.Sprintf("did you mean %q?", "["+near+"]")
			}
			return p
		}
	}
	return nil
}

// testRelative is the test of a file name below output.path.
func testRelative(s string) *problem {
	if strings.HasPrefix(s, "/") || len(s) > 2 && s[1] == ':' && (s[2] == '\\' || s[2] == '/') {
		return &problem{code: "config-bad-value", message: fmt.Sprintf("%q is an absolute path, a name below output.path is needed", s),
			help: "write it relative to output.path"}
	}
	return notEmpty(s)
}

// testInside is the test of a path that stays inside of its folder.
func testInside(s string) *problem {
	if s != "" && !filepath.IsLocal(filepath.FromSlash(s)) {
		return &problem{code: "config-bad-value", message: fmt.Sprintf("%q leads out of its folder", s), help: "write a name, or a path below the folder"}
	}
	return notEmpty(s)
}

// testCondition is the test of a string that may be a regular expression.
func testCondition(s string) *problem {
	if _, err := newCondition(s); err != nil {
		return &problem{code: "config-bad-regexp", message: fmt.Sprintf("The regular expression cannot be read: %s", err),
			help: "write a JavaScript literal such as /\\.svg$/i, or a path or name without slashes at both ends"}
	}
	return nil
}

// testRegexp is the test of a regular expression that nothing else can stand for.
func testRegexp(s string) *problem {
	if _, _, ok := cutRegexp(s); !ok {
		return &problem{code: "config-bad-regexp", message: fmt.Sprintf("%q is no regular expression", s), help: "write a JavaScript literal such as /\\.js$/"}
	}
	return testCondition(s)
}

// testCode is the test of the code of a diagnostic.
func testCode(s string) *problem {
	if _, ok := diag.LookUp(s); ok {
		return nil
	}
	codes := make([]string, len(diag.Codes))
	for i, c := range diag.Codes {
		codes[i] = c.Code
	}
	help := "docs/diagnostics.md lists the codes"
	if near := diag.Nearest(s, codes); near != "" {
		help = fmt.Sprintf("did you mean %q?", near)
	}
	return &problem{code: "config-bad-value", message: fmt.Sprintf("No diagnostic has the code %q", s), help: help}
}

// testCreator is the test of createRequire.
func testCreator(s string) *problem {
	if creatorSyntax().MatchString(s) {
		return nil
	}
	return &problem{code: "config-bad-value", message: fmt.Sprintf("%q does not name a function of a module", s), help: "write true, or a text such as createRequire from module"}
}

var creatorSyntax = lazy.Regexp(`^[\w$]+ from \S+$`)

// testWorkerSyntax is the test of an item of parser.javascript.worker.
func testWorkerSyntax(s string) *problem {
	if s == "..." || workerSyntax().MatchString(s) {
		return nil
	}
	return &problem{code: "config-bad-value", message: fmt.Sprintf("%q is no syntax that starts workers", s),
		help: "write a constructor (Worker), one that is imported (Worker from worker_threads), or a call (a.b.start(), or *a.b.start() for any a that is declared)"}
}

var workerSyntax = lazy.Regexp(`^(?:[\w$]+(?:\.[\w$]+)*(?:\(\))?|[\w$]+(?:\.[\w$]+)*(?:\(\))? from \S+|\*[\w$]+(?:\.[\w$]+)+\(\))$`)

// testExposeKey is the test of a key of exposes.
func testExposeKey(s string) *problem {
	if s == "." || strings.HasPrefix(s, "./") && len(s) > 2 {
		return nil
	}
	help := fmt.Sprintf("write %q", "./"+strings.TrimLeft(s, "/"))
	if s == "" || s == "./" {
		help = "write \".\" for the container itself, or \"./Name\""
	}
	return &problem{code: "config-bad-value", message: fmt.Sprintf("%q cannot be asked for: the key of an expose is \".\" or starts with \"./\"", s), help: help}
}

// testRemoteKey is the test of a key of remotes, which starts a specifier.
func testRemoteKey(s string) *problem {
	if s == "" || strings.HasPrefix(s, ".") || strings.HasPrefix(s, "/") || strings.HasSuffix(s, "/") || strings.Contains(s, "!") {
		return &problem{code: "config-bad-value", message: fmt.Sprintf("%q cannot start an import of a remote", s),
			help: "write a bare name such as \"cart\" or \"@scope/cart\""}
	}
	return nil
}

// nameChain matches a JavaScript name, or names with dots between them.
var nameChain = lazy.Regexp(`^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$`)

// testNames is the test of a key of provide.
func testNames(s string) *problem {
	if nameChain().MatchString(s) {
		return nil
	}
	return &problem{code: "config-bad-value", message: fmt.Sprintf("%q is not a name", s), help: `write a name such as $, or a chain such as window.jQuery`}
}
