package parse

import (
	"bytes"
	"sort"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2/js"
)

// Builtins are members of module and import.meta whose value is known while
// building, so that what depends on them can be left out.
type Builtins struct {
	// Hot: modules can be replaced in a running page. If not, module.hot and
	// import.meta.webpackHot are undefined.
	Hot bool
	// Env are the members of import.meta.env as JavaScript literals. Nil leaves
	// import.meta.env to run time.
	Env map[string]string
}

// requireJS are the members of require of RequireJS, as webpack has them: what
// config is called with is for another loader.
var requireJS = map[string]string{
	"require.config": "(function(){})", "requirejs.config": "(function(){})", "require.version": `"0.0.0"`,
}

// in reports whether the text can contain one of them.
func (b *Builtins) in(text []byte, s *Syntax) bool {
	return b != nil && (bytes.Contains(text, []byte("import.meta")) || bytes.Contains(text, []byte("module.hot")) || s.RequireJS && bytes.Contains(text, []byte("require")))
}

// find returns what stands for an expression, and the bytes of its first name;
// nil for import.meta.
func (b *Builtins) find(e *js.DotExpr, s *Syntax) (*define, []byte) {
	y, ok := e.Y.(js.LiteralExpr)
	if !ok {
		return nil, nil
	}
	undefined := func() *define {
		return &define{text: "(void 0)", operand: "(void 0)", value: val{kind: vUndefined, prim: true}}
	}
	switch x := e.X.(type) {
	case *js.Var:
		if !b.Hot && string(y.Data) == "hot" && string(x.Data) == "module" {
			return undefined(), x.Data
		}
		if s.RequireJS {
			if text := requireJS[string(x.Data)+"."+string(y.Data)]; text != "" {
				return &define{text: text, operand: text}, x.Data
			}
		}
	case *js.ImportMetaExpr:
		if s.leavesMeta(string(y.Data)) {
			break
		}
		switch string(y.Data) {
		case "webpackHot":
			if !b.Hot {
				return undefined(), nil
			}
		case "webpack":
			return &define{text: "5", operand: "(5)", value: numberVal([]byte("5"))}, nil
		case "env":
			if b.Env != nil {
				text := b.object()
				return &define{text: text, operand: text}, nil
			}
		}
	case *js.DotExpr:
		member, ok := x.Y.(js.LiteralExpr)
		if _, meta := x.X.(*js.ImportMetaExpr); !meta || !ok || string(member.Data) != "env" || b.Env == nil || s.leavesMeta("env") {
			break
		}
		text, ok := b.Env[string(y.Data)]
		if !ok {
			return undefined(), nil
		}
		d := &define{text: "(" + text + ")", operand: "(" + text + ")"}
		switch {
		case text == "true" || text == "false":
			d.value, d.text, d.operand = val{kind: vBool, prim: true, b: text == "true"}, text, text
		case strings.HasPrefix(text, `"`):
			d.value, d.text, d.operand = stringVal([]byte(text)), text, text
		default:
			if _, err := strconv.ParseFloat(text, 64); err == nil {
				d.value = numberVal([]byte(text))
			}
		}
		return d, nil
	}
	return nil, nil
}

// object spells all of import.meta.env.
func (b *Builtins) object() string {
	keys := make([]string, 0, len(b.Env))
	for k := range b.Env {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	var s strings.Builder
	s.WriteString("({")
	for i, k := range keys {
		if i > 0 {
			s.WriteString(", ")
		}
		s.WriteString(k + ": " + b.Env[k])
	}
	s.WriteString("})")
	return s.String()
}
