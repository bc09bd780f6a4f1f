package scan

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// globSet are the patterns of one import.meta.glob(), by Vite's rules: they are
// relative to the importer ("./"), to the project ("/"), or begin with an alias.
type globSet struct {
	patterns []globPattern
	hidden   bool   // files and folders that begin with a dot count, and node_modules
	from     string // keys are relative to this folder
	mark     string // "." for keys relative to the importer, "/" for the project
}

type globPattern struct {
	re     *regexp.Regexp
	base   string // folder in front of the first wildcard
	not    bool
	hidden bool // spells out a name with a dot
}

// globs compiles the patterns and returns the folder that all of them are in; ""
// when one is wrong.
func (c *contextWalk) globs() string {
	g := c.x.Glob
	project := c.w.in.Config.Context
	dir := c.r.Dir
	if g.Base != "" {
		dir = globJoin(project, c.r.Dir, g.Base)
	}
	set := &globSet{hidden: g.Exhaustive, from: dir, mark: "."}
	root := ""
	for _, p := range g.Patterns {
		text, not := strings.CutPrefix(p, "!")
		bad := func(why, help string) string {
			c.r.Report(diag.Diagnostic{Code: "context-pattern", At: c.r.At(), Message: fmt.Sprintf("The pattern %q cannot be used: %s", p, why), Help: help})
			return ""
		}
		switch {
		case strings.HasPrefix(text, "./"), strings.HasPrefix(text, "../"):
			text = filepath.ToSlash(dir) + "/" + text
		case strings.HasPrefix(text, "/"):
			if !not && g.Base == "" {
				set.mark, set.from = "/", project
			}
			text = filepath.ToSlash(project) + text
		case strings.HasPrefix(text, "**/"):
			text = filepath.ToSlash(project) + "/" + text // Vite: at any depth of the project
			if !not && g.Base == "" {
				set.mark, set.from = "/", project
			}
		default:
			// The part in front of the first wildcard may be an alias or a package.
			head, tail := globBase(text)
			dirs, _ := c.w.contextResolver("esm")
			res, err := dirs.Resolve(c.r.Dir, strings.TrimSuffix(head, "/"))
			if head == "" || err != nil || res.Ignored {
				return bad("it is neither relative nor an alias", `begin it with "./", "../" or "/"`)
			}
			if !not && g.Base == "" {
				set.mark, set.from = "/", project
			}
			text = filepath.ToSlash(res.Path) + "/" + tail
		}
		base, tail := globBase(cleanGlob(text))
		source, ok := globRegexp(tail)
		if !ok {
			return bad("its brackets do not match", "close every bracket of the pattern")
		}
		flags := ""
		if g.CaseFold {
			flags = "(?i)"
		}
		re, err := regexp.Compile(flags + "^" + regexp.QuoteMeta(base) + source + "$")
		if err != nil {
			return bad(err.Error(), "correct the pattern")
		}
		folder := strings.TrimSuffix(base, "/")
		set.patterns = append(set.patterns, globPattern{re, folder, not, strings.HasPrefix(tail, ".") || strings.Contains(tail, "/.")})
		if !not {
			root = commonFolder(root, folder)
		}
	}
	c.glob = set
	if root == "" {
		root = dir
	}
	return filepath.FromSlash(root)
}

func globJoin(project, dir, base string) string {
	if strings.HasPrefix(base, "/") {
		return filepath.Join(project, base)
	}
	return filepath.Join(dir, base)
}

// cleanGlob resolves . and .. in front of the first wildcard.
func cleanGlob(pattern string) string {
	base, tail := globBase(pattern)
	if base == "" {
		return pattern
	}
	return strings.TrimSuffix(filepath.ToSlash(filepath.Clean(base)), "/") + "/" + tail
}

// globBase splits a pattern in front of the first part with a wildcard.
func globBase(pattern string) (base, tail string) {
	i := strings.IndexAny(pattern, "*?[{(")
	if i < 0 {
		i = len(pattern)
	}
	i = strings.LastIndexByte(pattern[:i], '/') + 1
	return pattern[:i], pattern[i:]
}

func commonFolder(a, b string) string {
	if a == "" {
		return b
	}
	for a != b {
		if len(a) < len(b) {
			a, b = b, a
		}
		a = a[:max(strings.LastIndexByte(a, '/'), 0)]
	}
	return a
}

// globRegexp translates the part with wildcards.
func globRegexp(p string) (string, bool) {
	var b strings.Builder
	var open []byte // what closes each bracket
	for i := 0; i < len(p); i++ {
		switch c := p[i]; {
		case strings.HasPrefix(p[i:], "**/"):
			b.WriteString("(?:[^/]+/)*")
			i += 2
		case strings.HasPrefix(p[i:], "**"):
			b.WriteString(".*")
			i++
		case strings.IndexByte("@*+?", c) >= 0 && i+1 < len(p) && p[i+1] == '(':
			b.WriteString("(?:")
			open = append(open, map[byte]byte{'@': ')', '*': '*', '+': '+', '?': '?'}[c])
			i++
		case c == '*':
			b.WriteString("[^/]*")
		case c == '?':
			b.WriteString("[^/]")
		case c == '[':
			end := strings.IndexByte(p[i+1:], ']')
			if end < 0 {
				return "", false
			}
			set := p[i+1 : i+1+end]
			b.WriteByte('[')
			if strings.HasPrefix(set, "!") || strings.HasPrefix(set, "^") {
				b.WriteByte('^')
				set = set[1:]
			}
			b.WriteString(strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(set) + "]")
			i += end + 1
		case c == '{':
			b.WriteString("(?:")
			open = append(open, '}')
		case c == ',' && len(open) > 0 && open[len(open)-1] == '}':
			b.WriteByte('|')
		case c == '|' && len(open) > 0 && open[len(open)-1] != '}':
			b.WriteByte('|')
		case c == '}' && len(open) > 0 && open[len(open)-1] == '}':
			b.WriteByte(')')
			open = open[:len(open)-1]
		case c == ')' && len(open) > 0 && open[len(open)-1] != '}':
			b.WriteByte(')')
			if q := open[len(open)-1]; q != ')' {
				b.WriteByte(q)
			}
			open = open[:len(open)-1]
		case c == '\\' && i+1 < len(p):
			i++
			b.WriteString(regexp.QuoteMeta(p[i : i+1]))
		default:
			b.WriteString(regexp.QuoteMeta(p[i : i+1]))
		}
	}
	return b.String(), len(open) == 0
}

// enters reports whether a folder can hold files that are meant.
func (g *globSet) enters(path, name string) bool {
	if g.hidden || name != "node_modules" && !strings.HasPrefix(name, ".") {
		return true
	}
	path = filepath.ToSlash(path)
	for _, p := range g.patterns {
		if !p.not && (p.hidden && name != "node_modules" || p.base == path || strings.HasPrefix(p.base, path+"/")) {
			return true
		}
	}
	return false
}

// key is the name of a file in the result; "" when no pattern means it.
func (g *globSet) key(path string) string {
	slashed := filepath.ToSlash(path)
	yes := false
	for _, p := range g.patterns {
		if !p.re.MatchString(slashed) {
			continue
		}
		if p.not {
			return ""
		}
		rest := strings.TrimPrefix(slashed, p.base)
		if g.hidden || p.hidden || !strings.Contains(rest, "/.") {
			yes = true
		}
	}
	if !yes {
		return ""
	}
	rel, err := filepath.Rel(g.from, path)
	if err != nil {
		return ""
	}
	rel = filepath.ToSlash(rel)
	switch {
	case g.mark == "/" && !strings.HasPrefix(rel, "."):
		return "/" + rel
	case strings.HasPrefix(rel, "../"):
		return rel
	}
	return "./" + rel
}
