package source

import (
	"fmt"
	"math/rand"
	"os"
	"strings"
	"testing"
)

// benchText is about n bytes of JavaScript: the file named by the environment
// variable SOURCE_BENCH when there is one, else generated code with a fixed seed.
func benchText(n int) []byte {
	if name := os.Getenv("SOURCE_BENCH"); name != "" {
		text, err := os.ReadFile(name)
		if err != nil {
			panic(err)
		}
		return []byte(strings.Repeat(string(text), n/len(text)+1))
	}
	r := rand.New(rand.NewSource(5))
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "// helper %d computes the next state of the store\nfunction helper%d(state, action) {\n\tif (!state.items[action.type]) {\n\t\tthrow new Error('no such item: ' + action.type);\n\t}\n", i, i)
		for range 3 + r.Intn(8) {
			fmt.Fprintf(&b, "\tconst value%d = compute(state.items, { key: %d, name: \"entry\" }).map((x) => x.next(%d)) || null;\n", r.Intn(1000), r.Intn(1000), r.Intn(50))
		}
		b.WriteString("\treturn Object.assign({}, state, { pending: false });\n}\n")
	}
	return []byte(b.String())
}

// benchPieces cuts n bytes into modules of 4 KB with an edit every 250 bytes.
func benchPieces(n int) []Piece {
	text := benchText(n)
	var pieces []Piece
	for i := 0; len(text) > 0; i++ {
		part := text[:min(4096, len(text))]
		text = text[len(part):]
		p := Piece{
			Prefix: fmt.Sprintf("%d:(module,exports,require)=>{", i), Suffix: "},\n",
			Input: &Input{Text: part, Sources: []*Source{{Name: fmt.Sprint("src/", i, ".js"), Content: part}}},
		}
		for at := 100; at+20 < len(part); at += 250 {
			p.Edits = append(p.Edits, Edit{uint32(at), uint32(at + 5), "dep.value"})
		}
		pieces = append(pieces, p)
	}
	return pieces
}

func BenchmarkNewLines(b *testing.B) {
	text := benchText(5 << 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		NewLines(text)
	}
}

func BenchmarkMarks(b *testing.B) {
	text := benchText(5 << 20)
	b.SetBytes(int64(len(text)))
	var marks []mark
	for b.Loop() {
		marks = scanMarks(marks[:0], text, JavaScript, 0, uint32(len(text)), 0, 0)
	}
	b.ReportMetric(float64(len(text))/float64(len(marks)), "bytes/mark")
}

func BenchmarkJoin(b *testing.B) {
	pieces := benchPieces(5 << 20)
	for b.Loop() {
		b.SetBytes(int64(len(Join(pieces).Text)))
	}
}

func BenchmarkEmit(b *testing.B) {
	pieces := benchPieces(5 << 20)
	b.ReportAllocs()
	for b.Loop() {
		t := Join(pieces)
		t.Emit(&Builder{})
		b.SetBytes(int64(len(t.Text)))
	}
}

func BenchmarkAppendJSON(b *testing.B) {
	t := Join(benchPieces(5 << 20))
	builder := &Builder{}
	t.Emit(builder)
	b.SetBytes(int64(len(t.Text)))
	b.ReportAllocs()
	for b.Loop() {
		builder.AppendJSON(nil, MapOptions{})
	}
	b.ReportMetric(float64(builder.Len()), "segments")
}

func BenchmarkDecodeMap(b *testing.B) {
	builder := &Builder{}
	Join(benchPieces(5 << 20)).Emit(builder)
	text := builder.AppendJSON(nil, MapOptions{})
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := DecodeMap(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompose(b *testing.B) {
	t := Join(benchPieces(5 << 20))
	inner := &Builder{}
	Join([]Piece{{Input: &Input{Text: t.Text, Sources: []*Source{{Name: "batch"}}}}}).Emit(inner)
	m := inner.Map()
	b.SetBytes(int64(len(t.Text)))
	b.ReportAllocs()
	for b.Loop() {
		builder := &Builder{}
		t.Compose(builder, m)
	}
	b.ReportMetric(float64(len(m.Segments)), "segments")
}
