package minify

import (
	"fmt"
	"math/rand"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	sourcemap "github.com/go-sourcemap/sourcemap"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// moduleText is a module in which every property name is unlike all others, so
// that a name tells its place. Names with a $ are there to be edited.
func moduleText(r *rand.Rand, id int) string {
	var b strings.Builder
	for i := range 3 + r.Intn(20) {
		switch r.Intn(5) {
		case 0:
			fmt.Fprintf(&b, "const local_%d_%d = require(%d).prop_%d_%d;\n", id, i, i, id, i)
		case 1:
			fmt.Fprintf(&b, "/* 日本 😀 */ exports.prop_%d_%d = function (argument) {\r\n  return edit$%d.free_%d_%d + argument?.prop_%d_%d_b;\r\n};\n", id, i, i, id, i, id, i)
		case 2:
			fmt.Fprintf(&b, "if (free_%d_%d(\"é😀\", this.prop_%d_%d)) { throw new free_%d_%d_b(`t${edit$%d}\n  ${free_%d_%d_c}`); }\n", id, i, id, i, id, i, i, id, i)
		case 3:
			fmt.Fprintf(&b, "import$%d;\n", i)
		default:
			fmt.Fprintf(&b, "class local_%d_%d { #field = 1; prop_%d_%d() { return this.#field ?? edit$%d() } }\n", id, i, id, i, i)
		}
	}
	return b.String()
}

// editsOf replaces every word with a $.
func editsOf(r *rand.Rand, text string) (edits []source.Edit) {
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '$')
		if i < 0 {
			return edits
		}
		start, end := at+i, at+i+1
		if text[end] == '{' {
			at = end // the substitution of a template
			continue
		}
		for start > 0 && text[start-1] >= 'a' && text[start-1] <= 'z' {
			start--
		}
		for text[end] >= '0' && text[end] <= '9' {
			end++
		}
		replacement := []string{"(0, linked.value)", "x", "linked[\"日本\"].someLongerName", "(/* \n */ y)"}[r.Intn(4)]
		edits = append(edits, source.Edit{Start: uint32(start), End: uint32(end), New: replacement})
		at = end
	}
}

// TestComposedMap minifies batches of edited modules, joins their maps, and reads
// the outcome with another decoder: each name must lead to itself.
func TestComposedMap(t *testing.T) {
	r := rand.New(rand.NewSource(6))
	for round := range 30 {
		o := full([]api.Target{api.ESNext, api.ES2020, api.ES2016}[round%3])
		o.SourceMap, o.Whitespace, o.Identifiers = true, round%5 != 4, round%7 != 6
		chunk := []byte("// chunk 日本\nload({")
		total := &source.Builder{}
		originals := map[string]string{}
		for batch := range 3 {
			var pieces []source.Piece
			for i := range 1 + r.Intn(4) {
				id := batch*10 + i
				name, text := fmt.Sprintf("src/%d.js", id), moduleText(r, id)
				originals[name] = text
				in := &source.Input{Text: []byte(text), Sources: []*source.Source{{Name: name, Content: []byte(text)}}}
				pieces = append(pieces, source.Piece{Prefix: fmt.Sprintf("%d:function(module,exports,require){", id), Input: in, Edits: editsOf(r, text), Suffix: "},\n"})
			}
			trace := source.Join(pieces)
			res, err := Object(trace.Text, o)
			if err != nil {
				t.Fatalf("%v\n%s", err, trace.Text)
			}
			b := &source.Builder{}
			trace.Compose(b, res.Map)
			line, column := source.Extent(chunk)
			total.Append(b, line, column)
			chunk = append(append(chunk, res.Code...), ',')
			line, column = source.Extent(chunk)
			total.Unmapped(line, column-1)
		}
		chunk = append(chunk, "})"...)
		checkNames(t, chunk, total.AppendJSON(nil, source.MapOptions{File: "chunk.js"}), originals)
		if t.Failed() {
			t.Fatalf("round %d:\n%s", round, chunk)
		}
	}
}

func checkNames(t *testing.T, chunk, json []byte, originals map[string]string) {
	m, err := sourcemap.Parse("", json)
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for n, line := range strings.Split(string(chunk), "\n") {
		for i := 0; i < len(line); i++ {
			if !strings.HasPrefix(line[i:], "free_") && !strings.HasPrefix(line[i:], "prop_") {
				continue
			}
			if i > 0 && isNameByte(line[i-1]) {
				continue
			}
			end := i
			for end < len(line) && isNameByte(line[end]) {
				end++
			}
			word := line[i:end]
			column := len(utf16.Encode([]rune(line[:i])))
			file, _, srcLine, srcColumn, ok := m.Source(n+1, column)
			if !ok {
				t.Errorf("%s at %d:%d is not mapped", word, n, column)
				continue
			}
			units := utf16.Encode([]rune(strings.Split(originals[file], "\n")[srcLine-1]))
			got := string(utf16.Decode(units[min(srcColumn, len(units)):]))
			// esbuild maps a member access and its property to the name or the point.
			if !strings.HasPrefix(strings.TrimLeft(got, ".?"), word) {
				t.Errorf("%s at %d:%d leads to %s:%d:%d %q", word, n, column, file, srcLine, srcColumn, got)
			}
			checked++
		}
	}
	if checked == 0 {
		t.Error("no names in the output")
	}
}

// TestBatchSizes prints the table of doc.go when MINIFY_BENCH names a script.
// It measures CPU time per batch size on all cores.
func TestBatchSizes(t *testing.T) {
	name := os.Getenv("MINIFY_BENCH")
	if name == "" {
		t.Skip("MINIFY_BENCH is not set")
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.SplitAfter(string(text), "\n}\n")
	var members []string
	var all strings.Builder
	for i := 0; all.Len() < 5<<20; i++ {
		part := strings.ReplaceAll(parts[i%len(parts)], "export {", "void {")
		m := fmt.Sprintf("%d:(module,exports,require)=>{%s},", i, part)
		if _, err := Object([]byte(m), Options{}); err != nil {
			continue // a cut in a template, or an export
		}
		members = append(members, m)
		all.WriteString(m)
	}
	for _, target := range []api.Target{api.ESNext, api.ES2020} {
		for _, size := range []int{8 << 10, 32 << 10, 128 << 10, 512 << 10, 1 << 20, 2 << 20, 8 << 20} {
			var batches [][]byte
			var b []byte
			for i, m := range members {
				b = append(b, m...)
				if len(b) >= size || i == len(members)-1 {
					batches = append(batches, b)
					b = nil
				}
			}
			o := full(target)
			o.SourceMap = true
			out := 0
			wall, cpu := time.Now(), cpuTime()
			next := make(chan []byte)
			done := make(chan int)
			for range 2 {
				go func() {
					n := 0
					for b := range next {
						r, err := Object(b, o)
						if err != nil {
							t.Error(err)
							continue
						}
						n += len(r.Code)
					}
					done <- n
				}()
			}
			for _, b := range batches {
				next <- b
			}
			close(next)
			out = <-done + <-done
			t.Logf("target %d, batch %5d KB, %4d batches: wall %5d ms, CPU %5d ms, out %d bytes", target, size>>10, len(batches), time.Since(wall).Milliseconds(), (cpuTime() - cpu).Milliseconds(), out)
		}
	}
}
