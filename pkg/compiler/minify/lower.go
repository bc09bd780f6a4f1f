package minify

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"sort"
	"strconv"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// probe has, one a line, what esbuild lowers by adding names. Decorators and
// `using` are not in it: they are lowered for nearly every target and rare, so
// part looks whether their helpers are there.
const probe = `
async () => 1;
async function* f() { for await (x of y) yield* z }
a = {...b}; ({...c} = d);
class A { #p; static s = 1; #m() {} get #g() {} static { s } static #t; q = this.#p }
x()?.y(); x()[0] ??= 1; x().y ||= 1; x() ?? y;
a.b **= 2; class B { #p; f(q) { return #p in q } }
for (const i of [1]) g(() => i);
`

// features are what a target means for the ways of this package.
type features struct {
	adds  bool // lowering for it adds names
	async bool // it has async functions
}

var probed sync.Map // target and engines as text → features

// featuresOf asks esbuild, which has the table of engines, with a probe. The
// answer is kept: there are few targets in a process.
func featuresOf(o Options) features {
	key := fmt.Sprint(o.Target, o.Engines)
	if f, ok := probed.Load(key); ok {
		return f.(features)
	}
	run := func(text string) (string, bool) {
		r := api.Transform(text, api.TransformOptions{Target: o.Target, Engines: o.Engines, Supported: o.Supported, LogLevel: api.LogLevelSilent})
		return string(r.Code), len(r.Errors) == 0
	}
	var f features
	out, ok := run("async()=>1")
	f.async = ok && strings.Contains(out, "async (")
	out, ok = run(probe)
	f.adds = !ok
	eachGenerated([]byte(out), func(int, int) { f.adds = true })
	probed.Store(key, f)
	return f
}

// reserve is the function whose arguments reserve names; see twice.
const reserve = "$mfbundle_reserve$"

// twice lowers text first, gives the names that this added ones that no other
// part has, and minifies the outcome.
func twice(text []byte, o Options, s shape) (*Result, error) {
	// esbuild chooses names that are not used in the text as variables, but they may
	// occur as properties: then a generated name could not be told from them. A call
	// that mentions every word of that form makes esbuild avoid them all.
	reserved := generatedWords(text)
	first := s
	if len(reserved) > 0 {
		words := make([]string, 0, len(reserved))
		for w := range reserved {
			words = append(words, w)
		}
		sort.Strings(words)
		call := []byte(reserve + "(")
		for _, w := range words {
			call = append(append(call, w...), ',')
		}
		first.close += "\n;" + string(call) + ");"
	}
	lower := o
	lower.Whitespace, lower.Syntax, lower.Identifiers = false, false, false
	if o.LegalComments != api.LegalCommentsDefault && o.LegalComments != api.LegalCommentsNone {
		lower.LegalComments = api.LegalCommentsInline
	}
	t, err := transform(first.wrap(text), lower, len(s.open)+len(s.mark))
	if err != nil {
		return nil, err
	}
	if at := bytes.LastIndex(t.code, []byte(reserve)); at >= 0 {
		t.code = t.code[:at]
	}

	in := &source.Input{Text: t.code, Map: t.m, Sources: []*source.Source{{}}}
	trace := source.Join([]source.Piece{{Input: in, Edits: renames(t.code, text, reserved, s)}})
	o.KeepNames, o.DropConsole = false, false // done, and the helper of KeepNames must not come again
	if t.left != nil {
		o.Supported = t.supported
	}
	u, err := transform(trace.Text, o, 0)
	if err != nil {
		return nil, err
	}
	if u.m != nil {
		b := &source.Builder{}
		trace.Compose(b, u.m)
		u.m = b.Map()
	}
	u.shift, u.left = t.shift, t.left
	return s.unwrap(u, o)
}

// renames finds the names that lowering added to code.
func renames(code, text []byte, reserved map[string]bool, s shape) []source.Edit {
	prelude := len(code)
	if s.mark != "" {
		if at, _ := s.findMark(code); at >= 0 {
			prelude = at
		}
	} else {
		prelude = 0
	}
	helpers := helperNames(code)
	var salt string
	if s.statements && s.mark != "" {
		h := fnv.New64a()
		h.Write(text)
		salt = "$" + strconv.FormatUint(h.Sum64()>>28, 36)
	}
	var edits []source.Edit
	eachGenerated(code, func(start, end int) {
		word := string(code[start:end])
		switch {
		case reserved[word]:
		case helpers[word]:
			edits = append(edits, source.Edit{Start: uint32(start), End: uint32(end), New: word + "$"})
		case salt != "" && (start >= prelude || isTopLevelVar(code, start)):
			edits = append(edits, source.Edit{Start: uint32(start), End: uint32(end), New: word + salt})
		}
	})
	return edits
}

// isTopLevelVar reports whether the word at start stands on a line "var a, b;" of
// its own: the temporary variables that esbuild declares before the first
// statement.
func isTopLevelVar(code []byte, start int) bool {
	line := code[bytes.LastIndexByte(code[:start], '\n')+1:]
	return bytes.HasPrefix(line, []byte("var ")) && !bytes.HasPrefix(line, []byte("var __"))
}

// helperNames are the names of the helpers, each of which esbuild puts on lines
// of its own: "var __async = ...". Only those before the first other statement
// can be helpers, but a reserved name never is, so looking at all lines will do.
func helperNames(code []byte) map[string]bool {
	helpers := map[string]bool{}
	for at := 0; at < len(code); {
		line := code[at:]
		if n := bytes.IndexByte(line, '\n'); n >= 0 {
			line = line[:n]
		}
		at += len(line) + 1
		if !bytes.HasPrefix(line, []byte("var __")) {
			continue
		}
		end := 4
		for end < len(line) && isNameByte(line[end]) {
			end++
		}
		helpers[string(line[4:end])] = true
	}
	return helpers
}

func isNameByte(c byte) bool {
	return c == '_' || c == '$' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// eachGenerated calls found for every word that looks like a name of esbuild's:
// _a, _private, __helper, private_fn, private_get and private_set.
func eachGenerated(text []byte, found func(start, end int)) {
	for i := 0; i < len(text); {
		if !isNameByte(text[i]) {
			i++
			continue
		}
		start, under := i, false
		for i < len(text) && isNameByte(text[i]) {
			under = under || text[i] == '_'
			i++
		}
		word := text[start:i]
		if !under || len(word) < 2 || '0' <= word[0] && word[0] <= '9' {
			continue
		}
		// Part of a longer name, in bytes that this scan does not know.
		if start > 0 && (text[start-1] >= 0x80 || text[start-1] == '\\') || i < len(text) && (text[i] >= 0x80 || text[i] == '\\') {
			continue
		}
		digits := bytes.TrimRight(word, "0123456789")
		if word[0] == '_' || bytes.HasSuffix(digits, []byte("_fn")) || bytes.HasSuffix(digits, []byte("_get")) || bytes.HasSuffix(digits, []byte("_set")) {
			found(start, i)
		}
	}
}

func generatedWords(text []byte) map[string]bool {
	words := map[string]bool{}
	eachGenerated(text, func(start, end int) {
		if w := text[start:end]; !words[string(w)] {
			words[string(w)] = true
		}
	})
	return words
}

// newest has, beyond the probe, what only the oldest targets of today lack. Regular
// expressions are not in it: esbuild wraps those of a newer kind and cannot lower
// them.
const newest = probe + `
const q = 1_000n; class C { static { this.z = 1 } static #p() {} }
class D { #p; has(o) { return #p in o } }
let {k, ...l} = m; try { k } catch { l }
`

var lowering sync.Map // target and engines as text → bool

// Lowers reports whether code may have syntax that the target of o lacks. It asks
// esbuild about all that is lowered often. "using" declarations, which nearly every
// target lacks, are not asked for: parse has lowered them for all.
func Lowers(o Options) bool {
	if len(o.Engines) == 0 && (o.Target == api.DefaultTarget || o.Target == api.ESNext) {
		return false
	}
	key := fmt.Sprint(o.Target, o.Engines)
	known, ok := lowering.Load(key)
	if !ok {
		as := api.Transform(newest, api.TransformOptions{Target: api.ESNext, LogLevel: api.LogLevelSilent})
		got := api.Transform(newest, api.TransformOptions{Target: o.Target, Engines: o.Engines, Supported: o.Supported, LogLevel: api.LogLevelSilent})
		known = len(got.Errors) > 0 || !bytes.Equal(got.Code, as.Code)
		lowering.Store(key, known)
	}
	return known.(bool)
}
