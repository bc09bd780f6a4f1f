package config

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// FuzzLoad: no input makes Load or the printers panic, and every place is inside
// its text.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(example), "output.clean=true")
	golden, err := filepath.Glob("testdata/problems*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range golden {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		_, files := parseArchive(string(text))
		for _, file := range files {
			f.Add([]byte(file.data), `federation.exposes["./Button"]=./x`)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte, set string) {
		l, diags := newLoader(LoadOptions{Cwd: "/", Env: func(name string) (string, bool) { return name, len(name)%2 == 0 && name[0] != 'M' }})
		if len(diags) > 0 {
			t.Fatal(diags)
		}
		var sets []string
		if set != "" {
			sets = []string{set}
		}
		file, diags := l.load("/none/federation.yaml", &sourceFile{path: "/none/federation.yaml", display: "federation.yaml", text: text}, sets)
		for _, d := range diags {
			for _, at := range append([]diag.Label{{At: d.At}}, d.Labels...) {
				if l := at.At; l.Text != nil && (l.Start < 0 || l.End < l.Start || l.End > len(l.Text)) {
					t.Errorf("%s: [%d, %d) of %d bytes", d.Code, l.Start, l.End, len(l.Text))
				}
			}
		}
		diag.Sort(diags)
		var out bytes.Buffer
		_ = diag.Text(&out, diags, diag.TextOptions{Color: true, Width: 60})
		_ = diag.JSON(&out, diags)
		_ = diag.GitHub(&out, diags)
		for _, c := range file.Builds {
			c.Where("federation", "shared", "react", "0")
		}
	})
}
