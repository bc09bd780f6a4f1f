package parse

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/par"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// TestCorpus reads every JavaScript file below the directories of
// MFBUNDLE_CORPUS (a list as in PATH), checks the invariants of each record, and
// renames every module-level binding of the modules; what comes out has to
// parse. MFBUNDLE_CORPUS_QUICK leaves the renaming out.
func TestCorpus(t *testing.T) {
	dirs := os.Getenv("MFBUNDLE_CORPUS")
	if dirs == "" {
		t.Skip("MFBUNDLE_CORPUS is not set")
	}
	quick := os.Getenv("MFBUNDLE_CORPUS_QUICK") != ""
	var files []string
	for _, dir := range filepath.SplitList(dirs) {
		filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			switch filepath.Ext(path) {
			case ".js", ".mjs", ".cjs":
				if err == nil && d.Type().IsRegular() {
					files = append(files, path)
				}
			}
			return nil
		})
	}
	defines, err := CompileDefines(map[string]string{
		"process.env.NODE_ENV": `"production"`, "__DEV__": "false",
	})
	if err != nil {
		t.Fatal(err)
	}
	plain := &Options{}
	folding := &Options{Defines: defines, DeadCode: true}
	var mu sync.Mutex
	rungs := map[string]int{}
	var size, spent, edits int64
	par.For(len(files), 0, func(i int) {
		src, err := os.ReadFile(files[i])
		if err != nil {
			return
		}
		begin := time.Now()
		rec, diags := Analyze(files[i], src, plain)
		took := time.Since(begin)
		mu.Lock()
		size += int64(len(src))
		spent += int64(took)
		mu.Unlock()
		if took > 2*time.Second {
			t.Logf("%s: %v", files[i], took)
		}
		if rec == nil {
			mu.Lock()
			rungs["rejected"]++
			mu.Unlock()
			if testing.Verbose() {
				t.Logf("%s: %s", files[i], messages(diags))
			}
			if valid(string(src)) {
				t.Errorf("%s: %s", files[i], messages(diags))
			}
			return
		}
		rung, _, _ := strings.Cut(rec.Rung, ":")
		mu.Lock()
		rungs[rung]++
		mu.Unlock()
		if rec.Rung != "" {
			t.Logf("%s: %s", files[i], rec.Rung)
		}
		if problem := check(rec); problem != "" {
			t.Errorf("%s: %s", files[i], problem)
		}
		if quick {
			return
		}
		if out := renameAll(rec); !valid(out) {
			t.Errorf("%s: does not parse after renaming: %s", files[i], firstError(out))
		} else if rec.Flags&(graph.HasEval|graph.HasWith) == 0 && rec.Rung == "" {
			if d := differ(rec, canonical(string(src)), canonical(out)); d != "" {
				t.Errorf("%s: means something else after renaming: %s", files[i], d)
			}
		}
		folded, diags := Analyze(files[i], src, folding)
		if folded == nil {
			t.Errorf("%s: folding: %s", files[i], messages(diags))
			return
		}
		if problem := check(folded); problem != "" {
			t.Errorf("%s: folding: %s", files[i], problem)
		}
		if len(folded.Edits) > 0 {
			mu.Lock()
			edits += int64(len(folded.Edits))
			mu.Unlock()
			if out := renameAll(folded); !valid(out) {
				t.Errorf("%s: does not parse after folding: %s", files[i], firstError(out))
			}
			// esbuild folds as well, and more; it has to come to the same.
			if a, b := minified(string(folded.Text)), minified(edited(folded)); a != b && os.Getenv("MFBUNDLE_CORPUS_FOLDED") != "" {
				k := 0
				for k < len(a) && k < len(b) && a[k] == b[k] {
					k++
				}
				t.Errorf("%s: folded differently:\n%s\n%s", files[i], a[max(0, k-60):min(k+100, len(a))], b[max(0, k-60):min(k+100, len(b))])
			}
		}
	})
	names := make([]string, 0, len(rungs))
	for name := range rungs {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		t.Logf("rung %q: %d files", name, rungs[name])
	}
	t.Logf("%d files, %.1f MB, %.1f MB/s a core, %d edits of folding", len(files), float64(size)/1e6, float64(size)/1e6/(float64(spent)/1e9), edits)
}

func messages(diags []diag.Diagnostic) string {
	var s []string
	for _, d := range diags {
		s = append(s, d.Code+": "+d.Message)
	}
	return strings.Join(s, "; ")
}

// valid reports whether esbuild takes the text.
func valid(text string) bool {
	return firstError(text) == ""
}

// differ compares a minified text with the minified text of its renamed form.
// The names that esbuild picks may differ, but a name that it did not shorten is
// one that renaming has missed, or one that it should have left alone.
func differ(rec *graph.Record, a, b string) string {
	names := map[string]bool{}
	for i := range rec.Symbols {
		names[rec.Symbols[i].Name] = true
	}
	exported := map[string]bool{} // export function f() {} became export function f__r() {}
	for _, e := range rec.Exports {
		exported[e.Name] = true
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		if p, q := strings.HasPrefix(a[i:], "as "), strings.HasPrefix(b[j:], "as "); p && !q {
			if n := longForm(a[i:]); n > 0 {
				i += n
				continue
			}
		} else if q && !p {
			if n := longForm(b[j:]); n > 0 {
				j += n
				continue
			}
		}
		if a[i] >= 0x80 || !identTable[a[i]] {
			if a[i] != b[j] {
				// {a} and {a: b}, by accident of what b is called.
				if n := longForm(a[i:]); n > 0 {
					i += n
					continue
				}
				if n := longForm(b[j:]); n > 0 {
					j += n
					continue
				}
				return "structure at " + b[j:min(j+60, len(b))]
			}
			i++
			j++
			continue
		}
		x, y := i, j
		for i < len(a) && identTable[a[i]] {
			i++
		}
		for j < len(b) && identTable[b[j]] {
			j++
		}
		if p, q := a[x:i], b[y:j]; p != q && !exported[p] && (len(q) > 2 && names[q] || strings.Contains(q, "__r")) {
			return p + " became " + q + " near " + b[max(0, y-40):min(y+40, len(b))]
		}
	}
	if i < len(a) || j < len(b) {
		return "length"
	}
	return ""
}

// longForm returns the length of what a shorthand leaves out.
func longForm(s string) int {
	for _, sep := range []string{": ", " as ", "as "} {
		if strings.HasPrefix(s, sep) {
			n := len(sep)
			for n < len(s) && identTable[s[n]] {
				n++
			}
			if sep == "as " {
				if n == len(sep) {
					return 0 // a variable of that name
				}
				n++ // the space before the brace is behind the name
			}
			return n
		}
	}
	return 0
}

// minified prints what esbuild makes of a text with the defines of the test.
func minified(text string) string {
	r := api.Transform(text, api.TransformOptions{
		LogLevel: api.LogLevelSilent, Loader: api.LoaderJS, MinifySyntax: true, LegalComments: api.LegalCommentsNone, TreeShaking: api.TreeShakingFalse,
		Define: map[string]string{"process.env.NODE_ENV": `"production"`, "__DEV__": "false"},
	})
	return string(r.Code)
}

// canonical prints a text with short names.
func canonical(text string) string {
	if strings.HasPrefix(text, "#!") {
		text = "//" + text[2:]
	}
	format := api.FormatCommonJS
	if mentionsModule([]byte(text)) {
		format = api.FormatESModule
	}
	r := api.Transform(text, api.TransformOptions{
		LogLevel: api.LogLevelSilent, Loader: api.LoaderJS, Format: format,
		MinifyIdentifiers: true, LegalComments: api.LegalCommentsNone,
	})
	return string(r.Code)
}

func firstError(text string) string {
	r := api.Transform(text, api.TransformOptions{LogLevel: api.LogLevelSilent, Loader: api.LoaderJS})
	if len(r.Errors) == 0 {
		return ""
	}
	return r.Errors[0].Text + " at " + r.Errors[0].Location.LineText[:min(80, len(r.Errors[0].Location.LineText))]
}

// renameAll gives every module-level binding that is neither imported nor
// exported by name another name, through the flags of its refs only.
func renameAll(rec *graph.Record) string {
	edits := append([]source.Edit(nil), rec.Edits...)
	for _, r := range rec.Refs {
		name := rec.Symbols[r.Sym].Name
		edit := source.Edit{Start: r.Start, End: r.End, New: name + "__r"}
		if r.Flags&(graph.RefShorthand|graph.RefShorthandPattern) != 0 {
			edit.New = name + ":" + edit.New
		}
		if r.Flags&graph.RefExportSpecifier != 0 {
			edit.New += " as " + name
			if s := bytes.TrimLeft(rec.Text[r.End:], " \t\r\n"); bytes.HasPrefix(s, []byte("as ")) || bytes.HasPrefix(s, []byte("as\n")) {
				edit.New = name + "__r"
			}
		}
		if r.Flags&graph.RefDecl != 0 && rec.Symbols[r.Sym].Kind == graph.SymImport && rec.Symbols[r.Sym].Imported == name && !precededBy(rec.Text, int(r.Start), "as") {
			edit.New = name + " as " + edit.New
			if rec.Symbols[r.Sym].Imported == "default" {
				edit.New = name + "__r"
			}
		}
		edits = append(edits, edit)
	}
	source.SortEdits(edits)
	return string(source.Apply(nil, rec.Text, edits))
}

func precededBy(text []byte, at int, word string) bool {
	i := trimTrivia(text, at)
	return i >= len(word) && i < at && string(text[i-len(word):i]) == word
}

// check returns what is wrong with the offsets of a record.
func check(rec *graph.Record) string {
	n := uint32(len(rec.Text))
	at := uint32(0)
	inEdit := func(p uint32) bool {
		i := sort.Search(len(rec.Edits), func(i int) bool { return rec.Edits[i].End > p })
		return i < len(rec.Edits) && rec.Edits[i].Start < p
	}
	for _, e := range rec.Edits {
		if e.Start < at || e.End < e.Start || e.End > n {
			return "edits overlap"
		}
		at = e.End
	}
	at = 0
	for _, r := range rec.Refs {
		if r.Start < at || r.End <= r.Start || r.End > n || int(r.Sym) >= len(rec.Symbols) || int(r.Chain) >= len(rec.Chains) {
			return "refs out of order"
		}
		if inEdit(r.Start) {
			return "a ref starts in an edit: " + string(rec.Text[r.Start:r.End])
		}
		if s := unescapedName(rec.Text[r.Start:r.End]); s != rec.Symbols[r.Sym].Name {
			return "ref " + s + " of " + rec.Symbols[r.Sym].Name
		}
		at = r.End
	}
	at = 0
	for _, r := range rec.Free {
		if r.Start < at || r.End <= r.Start || r.End > n || unescapedName(rec.Text[r.Start:r.End]) != r.Name {
			return "free refs out of order"
		}
		if inEdit(r.Start) {
			return "a free ref starts in an edit: " + r.Name
		}
		at = r.End
	}
	for _, m := range rec.Imports {
		if m.Start > m.Spec.Start || m.Spec.End > m.End || m.End > n || int(m.Stmt) >= len(rec.Stmts) {
			return "import out of order"
		}
		if m.Context == nil && unquote(rec.Text[m.Spec.Start:m.Spec.End]) != m.Specifier {
			return "specifier " + m.Specifier
		}
		if inEdit(m.Start) {
			return "an import starts in an edit: " + m.Specifier
		}
	}
	at = 0
	for i, s := range rec.Stmts {
		if s.Start < at || s.End < s.Start || s.End > n || s.Inner < s.Start || inEdit(s.Start) {
			return "statements out of order"
		}
		at = s.End
		for _, r := range rec.Refs[s.Refs.From:s.Refs.To] {
			if r.Start < s.Start || r.End > s.End {
				return "a ref outside of its statement"
			}
		}
		for _, m := range rec.Imports[s.Imports.From:s.Imports.To] {
			if m.Start < s.Start || m.End > s.End || int(m.Stmt) != i {
				return "an import outside of its statement"
			}
		}
	}
	return ""
}
