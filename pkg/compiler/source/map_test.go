package source

import (
	"encoding/json"
	"math/rand"
	"reflect"
	"strings"
	"testing"

	sourcemap "github.com/go-sourcemap/sourcemap"
)

func randomBuilder(r *rand.Rand, lines int) *Builder {
	b := &Builder{}
	for line := range lines {
		column := 0
		for range r.Intn(6) {
			column += 1 + r.Intn(2000)
			if r.Intn(8) == 0 {
				b.Unmapped(uint32(line), uint32(column))
				continue
			}
			src := b.Source(&Source{Name: string(rune('a' + r.Intn(4))), Content: []byte("c\n\"\\\x01é\u2028")})
			name := b.Name([]string{"", "", "n", "m\"é"}[r.Intn(4)])
			b.Add(uint32(line), uint32(column), src, uint32(r.Intn(70000)), uint32(r.Intn(1<<20)), name)
		}
	}
	return b
}

func TestEncodeDecode(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for range 100 {
		b := randomBuilder(r, r.Intn(12))
		text := b.AppendJSON(nil, MapOptions{File: "a.js"})
		if !json.Valid(text) {
			t.Fatalf("not JSON: %s", text)
		}
		m, err := DecodeMap(text)
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Segments) != b.Len() || b.Len() > 0 && !reflect.DeepEqual(m.Segments, b.segs) {
			t.Fatalf("segments\n%v, want\n%v", m.Segments, b.segs)
		}
		if len(m.Sources) > 0 && (m.Contents[0] != "c\n\"\\\x01é\u2028" || m.Sources[0] != b.sources[0].Name) {
			t.Fatalf("sources %q %q", m.Sources, m.Contents)
		}
		if len(m.Sources) == 0 {
			continue // the other decoder takes no empty maps
		}
		other, err := sourcemap.Parse("", text)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range m.Segments {
			if s.Source < 0 {
				continue
			}
			file, name, line, column, ok := other.Source(int(s.Line)+1, int(s.Column))
			want := ""
			if s.Name >= 0 {
				want = m.Names[s.Name]
			}
			if !ok || file != m.Sources[s.Source] || line != int(s.SrcLine)+1 || column != int(s.SrcColumn) || s.Name >= 0 && name != want {
				t.Fatalf("%v is %s:%d:%d %q %v", s, file, line, column, name, ok)
			}
		}
	}
}

func TestAppend(t *testing.T) {
	a, b := &Builder{}, &Builder{}
	x, y := &Source{Name: "x", Content: []byte("1")}, &Source{Name: "y", Ignore: true}
	a.Add(0, 0, a.Source(x), 0, 0, a.Name("p"))
	b.Add(0, 2, b.Source(y), 5, 6, b.Name("q"))
	b.Add(1, 3, b.Source(x), 7, 8, b.Name("p"))
	b.Unmapped(1, 9)
	a.Append(b, 2, 10)
	a.Append(b, 9, 0)
	got := string(a.AppendJSON(nil, MapOptions{WithoutContents: true}))
	m, err := DecodeMap([]byte(got))
	if err != nil {
		t.Fatal(err)
	}
	want := []Segment{
		{0, 0, 0, 0, 0, 0}, {2, 12, 1, 5, 6, 1}, {3, 3, 0, 7, 8, 0}, {3, 9, -1, 0, 0, -1},
		{9, 2, 1, 5, 6, 1}, {10, 3, 0, 7, 8, 0}, {10, 9, -1, 0, 0, -1},
	}
	if !reflect.DeepEqual(m.Segments, want) {
		t.Errorf("segments %v", m.Segments)
	}
	if !reflect.DeepEqual(m.Ignore, []int32{1}) || strings.Contains(got, "sourcesContent") {
		t.Errorf("map %s", got)
	}
}

func TestAddLeavesOut(t *testing.T) {
	b := &Builder{}
	s := b.Source(&Source{Name: "x"})
	b.Unmapped(0, 0)         // nothing to end
	b.Add(0, 1, s, 0, 0, -1) // replaced by the next
	b.Add(0, 1, s, 3, 3, -1) //
	b.Add(0, 2, s, 3, 3, -1) // says the same
	b.Unmapped(0, 4)         //
	b.Unmapped(0, 5)         // says the same
	b.Add(1, 0, s, 3, 3, -1) // another line
	want := []Segment{{0, 1, 0, 3, 3, -1}, {0, 4, -1, 0, 0, -1}, {1, 0, 0, 3, 3, -1}}
	if !reflect.DeepEqual(b.segs, want) {
		t.Errorf("segments %v", b.segs)
	}
}

func TestDecodeMap(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     *Map
		err      string
	}{
		{"source root", `{"version":3,"sourceRoot":"r","sources":["a","/b","https://c/d",null],"mappings":"AAAA"}`,
			&Map{Sources: []string{"r/a", "/b", "https://c/d", "r/"}, Segments: []Segment{{0, 0, 0, 0, 0, -1}}}, ""},
		{"one number", `{"version":3,"sources":[],"names":[],"mappings":"A,CAAA"}`, nil, "points outside"},
		{"unordered columns", `{"version":3,"sources":["a"],"mappings":"UAAA,LACA"}`,
			&Map{Sources: []string{"a"}, Segments: []Segment{{0, 5, 0, 1, 0, -1}, {0, 10, 0, 0, 0, -1}}}, ""},
		{"escapes", `{"version":3,"sources":["\u0061\ud83d\ude00\ud83dx\n\/"],"sourcesContent":[null],"mappings":""}`,
			&Map{Sources: []string{"a😀\uFFFDx\n/"}, Contents: []string{""}}, ""},
		{"inclusion guard", ")]}'\n" + `{"mappings":"","sources":["a"],"x_google_ignoreList":[0],"x_y":{"a":[1,{}]}}`,
			&Map{Sources: []string{"a"}, Ignore: []int32{0}}, ""},
		{"sections", `{"version":3,"sections":[{"offset":{"line":0,"column":2},"map":{"version":3,"sources":["a"],"names":["n"],"mappings":"AAAAA;AAAA"}},
			{"map":{"version":3,"sources":["b"],"sourcesContent":["B"],"names":["m"],"mappings":"CAACA"},"offset":{"line":1,"column":4}}]}`,
			&Map{Sources: []string{"a", "b"}, Contents: []string{"", "B"}, Names: []string{"n", "m"},
				Segments: []Segment{{0, 2, 0, 0, 0, 0}, {1, 0, 0, 0, 0, -1}, {1, 5, 1, 0, 1, 1}}}, ""},
		{"version 2", `{"version":2,"mappings":""}`, nil, "version 2"},
		{"no mappings", `{"version":3}`, nil, "no mappings"},
		{"two numbers", `{"mappings":"AA","sources":["a"]}`, nil, "1, 4 or 5"},
		{"six numbers", `{"mappings":"AAAAAA","sources":["a"],"names":["a"]}`, nil, "1, 4 or 5"},
		{"not base64", `{"mappings":"!"}`, nil, "base64"},
		{"unfinished number", `{"mappings":"g"}`, nil, "base64"},
		{"too large", `{"mappings":"gggggggggggA"}`, nil, "base64"},
		{"cut off", `{"mappings":"A`, nil, "unclosed"},
		{"text behind", `{"mappings":""}}`, nil, "behind"},
		{"not an object", `[]`, nil, "expected {"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := DecodeMap([]byte(tt.in))
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Fatalf("error %v, want %q", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Segments) == 0 {
				got.Segments = nil
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestFindWithAnyHint(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	m := randomBuilder(r, 20).Map()
	for range 5000 {
		line, column := uint32(r.Intn(22)), uint32(r.Intn(9000))
		want := -1
		for i, s := range m.Segments {
			if s.Line == line && s.Column <= column {
				want = i
			}
		}
		if got := m.find(line, column, r.Intn(len(m.Segments)+3)-1); got != want {
			t.Fatalf("find(%d, %d) = %d, want %d", line, column, got, want)
		}
	}
}

func FuzzDecodeMap(f *testing.F) {
	f.Add([]byte(`{"version":3,"sources":["a"],"names":["n"],"mappings":"AAAAA,CAAC;A","sections":[]}`))
	f.Add([]byte(`{"version":3,"sections":[{"offset":{"line":1,"column":2},"map":{"mappings":""}}]}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		m, err := DecodeMap(in)
		if err != nil {
			return
		}
		for _, s := range m.Segments {
			if int(s.Source) >= len(m.Sources) || int(s.Name) >= len(m.Names) {
				t.Fatalf("segment %v out of range", s)
			}
		}
	})
}
