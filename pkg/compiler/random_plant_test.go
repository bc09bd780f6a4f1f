package compiler_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// plant is a statement that nothing reaches from where the program starts.
type plant struct {
	text, mark string // mark is "" for imports and exports of other plants
	exported   bool   // so that it is reached where all exports of its module are
	use        *plant // nil for what is alive
	reached    bool
}

// plant gives modules declarations that only each other use: within a module, and
// through exports that nothing else imports.
func (g *generator) plant() {
	chance := func(percent int) bool { return g.plants.IntN(100) < percent }
	for i := len(g.modules) - 1; i >= 0; i-- { // those of later modules are there to be used
		m := g.modules[i]
		if m.cjs {
			continue
		}
		uses, used := []string{"0"}, []*plant{nil}
		add := func(exported bool, text string) {
			mark := fmt.Sprintf("planted %d.%d", m.index, len(m.planted))
			name := fmt.Sprintf("planted%d_%d", m.index, len(m.planted))
			prefix := map[bool]string{true: "export "}[exported]
			k := g.plants.IntN(len(uses))
			text = strings.NewReplacer("NAME", name, "MARK", strconv.Quote(mark), "USE", uses[k]).Replace(text)
			p := &plant{text: prefix + text, mark: mark, exported: exported, use: used[k]}
			m.planted = append(m.planted, p)
			uses, used = append(uses, name), append(used, p)
		}
		for _, t := range g.modules[i+1:] {
			if t.cjs || len(t.planted) == 0 || !chance(30) {
				continue
			}
			k := g.plants.IntN(len(t.planted))
			if !t.planted[k].exported || t.planted[k].mark == "" {
				continue
			}
			local := fmt.Sprintf("taken%d_%d", t.index, k)
			m.planted = append(m.planted, &plant{text: fmt.Sprintf("import { planted%d_%d as %s } from \"./%s\"", t.index, k, local, t.file())})
			uses, used = append(uses, local), append(used, t.planted[k])
			if chance(30) { // and passed on
				m.planted = append(m.planted, &plant{text: fmt.Sprintf("export { %s as passed%d_%s }", local, m.index, local), exported: true, use: t.planted[k]})
			}
		}
		for name := range pool {
			if n := pool[name]; m.locals[n] && chance(20) {
				uses, used = append(uses, n), append(used, nil) // what is alive
			}
		}
		for range g.plants.IntN(4) {
			switch exported := chance(50); g.plants.IntN(5) {
			case 0:
				add(exported, "const NAME = MARK")
			case 1:
				add(exported, "function NAME() { return MARK + USE }")
			case 2:
				add(exported, "class NAME { m() { return [MARK, USE] } }")
			case 3:
				add(exported, "const NAME = () => [MARK, USE]")
			case 4:
				add(exported, "var NAME = { [\"k\"]: MARK, f: () => USE }")
			}
		}
	}
}

// unreachable are the marks of planted statements, but for those that somebody gets
// with all the exports of a module.
func (g *generator) unreachable() (marks []string) {
	for changed := true; changed; {
		changed = false
		for _, m := range g.modules {
			for _, t := range m.stars {
				if m.whole && !g.modules[t].whole {
					g.modules[t].whole, changed = true, true
				}
			}
		}
	}
	for _, m := range g.modules {
		for _, p := range m.planted {
			if m.whole && p.exported {
				for ; p != nil && !p.reached; p = p.use {
					p.reached = true
				}
			}
		}
	}
	for _, m := range g.modules {
		for _, p := range m.planted {
			if p.mark != "" && !p.reached {
				marks = append(marks, p.mark)
			}
		}
	}
	return marks
}

// present returns those of texts that a file of a folder has.
func present(t *testing.T, dir string, texts []string) (found []string) {
	names, err := filepath.Glob(filepath.Join(dir, "*.js"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range texts {
			if strings.Contains(string(data), strconv.Quote(text)) || strings.Contains(string(data), "'"+text+"'") {
				found = append(found, text)
			}
		}
	}
	return found
}
