package generate

import (
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// tables is the data of one runtime: an object of objects, lists and scalars,
// written with sorted keys so that it depends on nothing but its content.
type tables struct {
	scalar map[string]string
	object map[string]map[string]string
	list   map[string]map[string][]string
}

func newTables() *tables {
	return &tables{scalar: map[string]string{}, object: map[string]map[string]string{}, list: map[string]map[string][]string{}}
}

func (t *tables) set(table, value string) { t.scalar[table] = value }

func (t *tables) add(r graph.Row) {
	switch {
	case r.Key == "":
		t.set(r.Table, r.Value)
	case r.List:
		if t.list[r.Table] == nil {
			t.list[r.Table] = map[string][]string{}
		}
		t.list[r.Table][r.Key] = append(t.list[r.Table][r.Key], r.Value)
	default:
		if t.object[r.Table] == nil {
			t.object[r.Table] = map[string]string{}
		}
		t.object[r.Table][r.Key] = r.Value
	}
}

// literal writes the whole as a JavaScript object literal.
func (t *tables) literal() string {
	whole := make(map[string]string)
	for k, v := range t.scalar {
		whole[k] = v
	}
	for name, rows := range t.object {
		whole[name] = objectLiteral(rows)
	}
	for name, lists := range t.list {
		rows := make(map[string]string, len(lists))
		for k, vs := range lists {
			rows[k] = "[" + strings.Join(vs, ",") + "]"
		}
		whole[name] = objectLiteral(rows)
	}
	return objectLiteral(whole)
}

// objectLiteral writes rows, whose keys are JavaScript literals or identifiers.
func objectLiteral(rows map[string]string) string {
	keys := make([]string, 0, len(rows))
	for k := range rows {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	var b strings.Builder
	b.WriteByte('{')
	for i, k := range keys {
		if i > 0 {
			b.WriteByte(',')
		}
		if n := len(k); n > 2 && k[0] == '"' && isIdentifier(k[1:n-1]) && k != `"__proto__"` {
			b.WriteString(k[1 : n-1])
		} else {
			b.WriteString(k)
		}
		b.WriteByte(':')
		b.WriteString(rows[k])
	}
	b.WriteByte('}')
	return b.String()
}

func (in *Input) onNode() bool { return strings.HasSuffix(in.Config.Target.Platform, "node") }
