package lazy

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestExpressions compiles the expressions that packages leave for later, as far
// as they are literals.
func TestExpressions(t *testing.T) {
	seen := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 1 {
				return true
			}
			fun, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || fun.Sel.Name != "Regexp" {
				return true
			}
			if pkg, ok := fun.X.(*ast.Ident); !ok || pkg.Name != "lazy" {
				return true
			}
			if lit, ok := call.Args[0].(*ast.BasicLit); ok {
				expr, err := strconv.Unquote(lit.Value)
				if err == nil {
					_, err = regexp.Compile(expr)
				}
				if err != nil {
					t.Errorf("%s: %v", fset.Position(lit.Pos()), err)
				}
				seen++
			}
			return true
		})
		return nil
	})
	if err != nil || seen == 0 {
		t.Fatalf("%d expressions, %v", seen, err)
	}
}

func TestRegexp(t *testing.T) {
	word := Regexp(`^\w+$`)
	if word() != word() || !word().MatchString("a") {
		t.Error("not the same expression each time")
	}
}
