package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// environ is where ${VAR} looks: the environment of the process, then dotenv
// files. The process wins, as dotenv has it, so that CI can override a file.
type environ struct {
	process func(string) (string, bool)
	files   map[string]string
	read    map[string]bool // every name that was asked for
}

func (e *environ) lookup(name string) (string, bool) {
	e.read[name] = true
	if v, ok := e.process(name); ok {
		return v, true
	}
	v, ok := e.files[name]
	return v, ok
}

// withFiles returns an environ that also knows vars, and shares the record of
// names.
func (e *environ) withFiles(vars map[string]string) *environ {
	files := maps.Clone(vars)
	for k, v := range e.files {
		files[k] = v
	}
	return &environ{e.process, files, e.read}
}

func (e *environ) names() []string { return slices.Sorted(maps.Keys(e.read)) }

// interpolate replaces variables in every string below n, in place. A plain
// scalar keeps the type that its key asks for: "minify: ${MINIFY:-true}" is a
// boolean.
func (e *environ) interpolate(n *node) []diag.Diagnostic {
	var diags []diag.Diagnostic
	switch n.kind {
	case kindMap:
		for i := range n.pairs {
			diags = append(diags, e.interpolate(n.pairs[i].value)...)
		}
	case kindList:
		for _, item := range n.items {
			diags = append(diags, e.interpolate(item)...)
		}
	case kindString:
		if !strings.Contains(n.text, "${") {
			return nil
		}
		text, problem := e.expand(n.text)
		if problem != nil {
			n.kind = kindFailed
			problem.At = variableSpan(n, problem.text).location()
			return []diag.Diagnostic{problem.Diagnostic}
		}
		n.substituted = n.plain
		n.text = text
	}
	return diags
}

// variableProblem is a Diagnostic whose place is the first occurrence of text.
type variableProblem struct {
	diag.Diagnostic
	text string
}

// expand replaces ${VAR} and ${VAR:-default} in s; $${ stands for ${. A default
// may hold variables itself and also stands in for an empty value, as in a
// shell.
func (e *environ) expand(s string) (string, *variableProblem) {
	var out strings.Builder
	for {
		i := strings.Index(s, "${")
		if i < 0 {
			out.WriteString(s)
			return out.String(), nil
		}
		if i > 0 && s[i-1] == '$' {
			out.WriteString(s[:i-1] + "${")
			s = s[i+2:]
			continue
		}
		out.WriteString(s[:i])
		end := closingBrace(s[i:])
		if end < 0 {
			return "", &variableProblem{diag.Diagnostic{
				Code: "config-bad-variable", Message: "A \"${\" is not closed",
				Help: "write ${NAME}, ${NAME:-default}, or $${ for a literal ${",
			}, s[i:]}
		}
		whole := s[i : i+end+1]
		name, def, hasDefault := strings.Cut(whole[2:len(whole)-1], ":-")
		if !isVariableName(name) {
			return "", &variableProblem{diag.Diagnostic{
				Code: "config-bad-variable", Message: fmt.Sprintf("%q is not a name of an environment variable", name),
				Help: "write ${NAME}, ${NAME:-default}, or $${ for a literal ${",
			}, whole}
		}
		value, found := e.lookup(name)
		switch {
		case hasDefault && value == "":
			v, problem := e.expand(def)
			if problem != nil {
				return "", problem
			}
			value = v
		case !found:
			return "", &variableProblem{diag.Diagnostic{
				Code: "config-missing-variable", Message: fmt.Sprintf("The environment variable %q is not set", name),
				Help: fmt.Sprintf("set %s, add it to env_file, or write ${%s:-default}", name, name),
			}, whole}
		}
		out.WriteString(value)
		s = s[i+end+1:]
	}
}

// closingBrace returns the index of the brace that closes the "${" at the start
// of s, -1 when there is none.
func closingBrace(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch {
		case strings.HasPrefix(s[i:], "${"):
			depth++
			i++
		case s[i] == '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func isVariableName(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !(c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' || i > 0 && c >= '0' && c <= '9') {
			return false
		}
	}
	return s != ""
}

// variableSpan finds the part of a scalar that text was read from, passing over
// the escaped "$${". Escapes in quotes may hide it; then it is the whole scalar.
func variableSpan(n *node, text string) span {
	source := string(n.src.text[n.start:n.end])
	for from := 0; ; {
		i := strings.Index(source[from:], text)
		if i < 0 {
			return n.span()
		}
		i += from
		if i == 0 || source[i-1] != '$' {
			return span{n.src, n.start + i, n.start + i + len(text)}
		}
		from = i + 1
	}
}
