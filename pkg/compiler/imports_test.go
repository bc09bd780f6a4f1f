package compiler_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const modulePath = "github.com/mfbundle/mfbundle/"

// passes in the order in which they run. A pass may name the result types of
// those before it, because it takes them as arguments; see TestPassesRunNoOther.
var passes = []string{"scan", "link", "chunk", "generate", "emit"}

// foundations are what passes are made of: they know no pass.
var foundations = []string{"batch", "css", "diag", "graph", "hook", "loader", "minify", "par", "parse", "source", "target"}

// drivers run the compiler; nothing below pkg/compiler imports them.
var drivers = []string{"watch"}

// leaves import nothing of ours, so that everything may import them.
var leaves = []string{"pkg/compiler/batch", "pkg/compiler/diag", "pkg/compiler/hook", "pkg/compiler/loader", "pkg/compiler/par", "pkg/config/npmrange", "pkg/resolver", "pkg/runtime"}

// owners are the packages that may import a module from outside, and those below
// them; other outside modules may be imported from anywhere.
var owners = map[string][]string{
	"github.com/tdewolff/parse/v2/js":  {"pkg/compiler/parse"},
	"github.com/tdewolff/parse/v2/css": {"pkg/compiler/css"},
	"github.com/spf13/cobra":           {"cmd"},
	"github.com/spf13/viper":           {"pkg/config"},
	"github.com/fsnotify/fsnotify":     {"pkg/compiler/watch"},
}

// forbidden says why one package must not import another, "" when it may. Our
// own packages come without modulePath.
func forbidden(from, to string) string {
	if o, ok := owners[to]; ok {
		if !slices.ContainsFunc(o, func(p string) bool { return below(from, p) }) {
			return "only " + strings.Join(o, ", ") + " imports " + to
		}
		return ""
	}
	program := !below(from, "pkg") // cmd, and the programs of docs and e2e
	switch {
	case !below(to, "pkg") && !below(to, "cmd"):
		return "" // the standard library, or a module that anyone may use
	case below(to, "cmd"):
		return "cmd is the top: nothing imports it"
	case slices.Contains(leaves, from):
		return from + " imports nothing of ours"
	case program:
		return ""
	case below(to, "pkg/plugins") && !below(from, "pkg/plugins"):
		return "the core knows no plugin; cmd lists them"
	case below(from, "pkg/config") && !below(to, "pkg/config") && to != "pkg/compiler/diag":
		return "config knows nothing of the compiler but its diagnostics"
	}
	inner, ok := strings.CutPrefix(from, "pkg/compiler/")
	if !ok {
		return ""
	}
	target, _ := strings.CutPrefix(to, "pkg/compiler/")
	switch {
	case slices.Contains(drivers, inner):
		return ""
	case to == "pkg/compiler", slices.Contains(drivers, target):
		return "passes do not know the compiler that runs them"
	}
	switch a, b := slices.Index(passes, inner), slices.Index(passes, target); {
	case b >= 0 && slices.Contains(foundations, inner):
		return inner + " is below the passes"
	case a >= 0 && b > a:
		return "a pass knows only the passes before it"
	}
	return ""
}

// below reports whether a package is dir or below it.
func below(pkg, dir string) bool { return pkg == dir || strings.HasPrefix(pkg, dir+"/") }

type listed struct {
	ImportPath, Dir string
	GoFiles         []string
	Imports         []string
}

// list returns the packages of this module, without their tests.
func list(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Dir,GoFiles,Imports", "./...")
	cmd.Dir = filepath.Join("..", "..")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		p.ImportPath = strings.TrimPrefix(p.ImportPath, modulePath)
		all = append(all, p)
	}
	return all
}

// Imports point downwards only: cmd → plugins → compiler → {config, resolver, runtime}.
func TestImportsPointDownwards(t *testing.T) {
	all := list(t)
	if len(all) < 15 {
		t.Fatalf("go list found %d packages", len(all))
	}
	seen := make(map[string]bool)
	for _, p := range all {
		seen[p.ImportPath] = true
		for _, to := range p.Imports {
			if why := forbidden(p.ImportPath, strings.TrimPrefix(to, modulePath)); why != "" {
				t.Errorf("%s imports %s: %s", p.ImportPath, to, why)
			}
		}
	}
	// A rule about a package that is gone or renamed would say nothing.
	for _, pkg := range slices.Concat(leaves, []string{"pkg/plugins", "pkg/compiler"}) {
		if !seen[pkg] {
			t.Errorf("there is no package %s; correct the rules of this file", pkg)
		}
	}
	for _, name := range slices.Concat(passes, foundations, drivers) {
		if !seen["pkg/compiler/"+name] {
			t.Errorf("there is no package pkg/compiler/%s; correct the rules of this file", name)
		}
	}
	for pkg := range seen {
		name, ok := strings.CutPrefix(pkg, "pkg/compiler/")
		if ok && !slices.Contains(slices.Concat(passes, foundations, drivers), name) {
			t.Errorf("%s is neither a pass nor below or above the passes; add it to the rules of this file", pkg)
		}
	}
}

// A pass takes the results of earlier passes and runs none of them: only the
// compiler calls Run.
func TestPassesRunNoOther(t *testing.T) {
	for _, p := range list(t) {
		inner, _ := strings.CutPrefix(p.ImportPath, "pkg/compiler/")
		if !slices.Contains(passes, inner) {
			continue
		}
		for _, name := range p.GoFiles {
			for _, call := range runsOf(t, filepath.Join(p.Dir, name)) {
				t.Errorf("%s/%s", p.ImportPath, call)
			}
		}
	}
}

// runsOf finds uses of Run of other passes in one file.
func runsOf(t *testing.T, path string) []string {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	names := make(map[string]string) // in this file → pass
	for _, spec := range file.Imports {
		to, _ := strconv.Unquote(spec.Path.Value)
		pass, ok := strings.CutPrefix(to, modulePath+"pkg/compiler/")
		if !ok || !slices.Contains(passes, pass) {
			continue
		}
		names[pass] = pass
		if spec.Name != nil {
			names[spec.Name.Name] = pass
		}
	}
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if !ok || s.Sel.Name != "Run" {
			return true
		}
		if x, ok := s.X.(*ast.Ident); ok && names[x.Name] != "" {
			found = append(found, fmt.Sprintf("%s:%d uses %s.Run", filepath.Base(path), fset.Position(s.Pos()).Line, names[x.Name]))
		}
		return true
	})
	return found
}

func TestForbidden(t *testing.T) {
	for _, c := range []struct {
		from, to string
		bad      bool
	}{
		{"cmd/mfbundle", "pkg/plugins", false},
		{"pkg/plugins", "pkg/compiler", false},
		{"pkg/plugins", "pkg/compiler/graph", false},
		{"pkg/compiler", "pkg/plugins", true},
		{"pkg/compiler/scan", "pkg/plugins", true},
		{"pkg/compiler/scan", "pkg/config", false},
		{"pkg/compiler/scan", "pkg/compiler", true},
		{"pkg/compiler/scan", "pkg/compiler/link", true},
		{"pkg/compiler/generate", "pkg/compiler/link", false},
		{"pkg/compiler/graph", "pkg/compiler/scan", true},
		{"pkg/compiler/parse", "pkg/compiler/generate", true},
		{"pkg/config", "pkg/compiler/diag", false},
		{"pkg/config", "pkg/compiler/graph", true},
		{"pkg/config", "pkg/resolver", true},
		{"pkg/resolver", "pkg/config", true},
		{"pkg/resolver", "sync", false},
		{"pkg/runtime", "pkg/compiler/diag", true},
		{"pkg/plugins", "cmd/mfbundle", true},
		{"docs/examples/plugin", "pkg/plugins", false},
		{"pkg/compiler/parse", "github.com/tdewolff/parse/v2/js", false},
		{"pkg/compiler/scan", "github.com/tdewolff/parse/v2/js", true},
		{"pkg/compiler/parse", "github.com/tdewolff/parse/v2/css", true},
		{"pkg/compiler/css", "github.com/tdewolff/parse/v2/css", false},
		{"pkg/compiler", "github.com/spf13/cobra", true},
		{"pkg/compiler/watch", "pkg/compiler", false},
		{"pkg/compiler/scan", "pkg/compiler/watch", true},
		{"pkg/compiler/watch", "pkg/plugins", true},
	} {
		if why := forbidden(c.from, c.to); (why != "") != c.bad {
			t.Errorf("%s imports %s: %q", c.from, c.to, why)
		}
	}
}
