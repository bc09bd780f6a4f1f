package plugins

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
)

func TestCheckWorkspace(t *testing.T) {
	const a = "name: a\nentry: ./a.js\nfederation: {name: a, exposes: {./x: ./x.js}, remotes: {b: b@/b/remoteEntry.js}}\noutput: {path: dist/a}\n"
	const b = "name: b\nentry: ./a.js\nfederation: {name: b, exposes: {./x: ./x.js}}\noutput: {path: dist/b}\n"
	back := strings.Replace(b, "{./x: ./x.js}", "{./x: ./x.js}, remotes: {theA: [\"nobody@http://a/x.js\", \"a@http://a/remoteEntry.js\"]}", 1)
	public := func(path string) string {
		return strings.Replace(b, "path: dist/b", "path: dist/b, publicPath: "+path, 1)
	}
	for name, c := range map[string]struct{ yaml, want string }{
		"one direction":            {a + "---\n" + b, ""},
		"both directions":          {a + "---\n" + back, "remote-circle federation.yaml:3:60 Remotes lead in a circle: a → b → a"},
		"that is ignored":          {a + "ignoreWarnings: [remote-circle]\n---\n" + back, ""},
		"one name, ignored":        {a + "ignoreWarnings: [container-name-duplicate]\n---\n" + strings.Replace(b, "name: b, e", "name: a, e", 1), ""},
		"an error is not ignored":  {b + "ignoreWarnings: [container-name-duplicate]\nplugins: [{ContainerPlugin: {name: b, filename: c.js, exposes: {./y: ./y.js}}}]\n", "container-name-duplicate federation.yaml:6:36 Two containers"},
		"one name, other types":    {a + "---\n" + strings.Replace(b, "name: b, e", "name: a, library: {type: system}, e", 1), ""},
		"one name, an ES module":   {a + "---\n" + strings.Replace(strings.Replace(b, "name: b, e", "name: a, e", 1), "dist/b", "dist/b, module: true", 1), ""},
		"both at once, at start":   {strings.Replace(a, "name: a,", "name: a, shareStrategy: version-first,", 1) + "---\n" + back, "remote-circle federation.yaml:3:90 Remotes lead in a circle: a → b → a"},
		"a remote by its file":     {strings.Replace(strings.Replace(a, "b@/b/remoteEntry.js", "https://b/mf-manifest.json", 1), "b: b", "b", 1) + "---\n" + back, "remote-circle federation.yaml:3:60 Remotes lead in a circle: a → b → a"},
		"another type":             {strings.Replace(a, "b@/b/", "module /b/", 1) + "---\n" + b, "remote-type-differs federation.yaml:3:60 The remote \"b\" is loaded as module, and its container is built as var"},
		"an ES module as a script": {a + "---\n" + public("auto, module: true"), "remote-type-differs federation.yaml:3:60 The remote \"b\" is loaded as script, and its container is built as module"},
		"an ES module":             {strings.Replace(a, "b@/b/", "module /b/", 1) + "---\n" + public("auto, module: true"), ""},
		"a type by hand":           {strings.Replace(a, "b: b@", "b: {type: system, external: /b/remoteEntry.js}, c: b@", 1) + "---\n" + strings.Replace(b, "name: b, e", "name: b, library: {type: system}, e", 1), "remote-type-differs federation.yaml:3:108 The remote \"c\" is loaded as script, and its container is built as system"},
		"a global that is there":   {strings.Replace(a, "b@/b/remoteEntry.js", "window b", 1) + "---\n" + b, ""},
		"one name":                 {a + "---\n" + strings.Replace(b, "name: b, e", "name: a, e", 1), "container-name-duplicate federation.yaml:8:20 Two containers have the name \"a\""},
		"one name, page and Node":  {a + "---\ntarget: node\n" + strings.Replace(b, "name: b, e", "name: a, e", 1), ""},
		"one name in a build":      {b + "plugins: [{ContainerPlugin: {name: b, filename: c.js, exposes: {./y: ./y.js}}}]\n", "container-name-duplicate federation.yaml:5:36 Two containers have the name \"b\""},
		"one unique name":          {a + "---\n" + strings.Replace(b, "output: {", "output: {uniqueName: a, ", 1), "unique-name-clash federation.yaml:9:22 Two builds have the unique name \"a\""},
		"public path auto":         {public("auto"), ""},
		"public path with a host":  {public("https://cdn.example/b/"), ""},
		"without a scheme":         {public("//cdn.example/b/"), ""},
		"without a slash":          {public("https://cdn.example/b"), "remote-public-path federation.yaml:4:36 The public path \"https://cdn.example/b\" has no slash at its end"},
		"without host and slash":   {public("/static"), "remote-public-path federation.yaml:4:36 The public path \"/static\" cannot work"},
		"without host":             {public("/static/"), "remote-public-path federation.yaml:4:36 The public path \"/static/\" has no host"},
		"relative to the page":     {public("assets/"), "remote-public-path federation.yaml:4:36 The public path \"assets/\" cannot work"},
		"relative, no container":   {"name: c\nentry: ./a.js\nfederation: {name: c, remotes: {b: b@/b/x.js}}\noutput: {path: dist/c, publicPath: /static}\n", ""},
		"relative, container Node": {"target: node\n" + public("/static"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "federation.yaml"), []byte(c.yaml), 0o644); err != nil {
				t.Fatal(err)
			}
			f, diags := config.Load(config.LoadOptions{Cwd: dir, Env: func(string) (string, bool) { return "", false }})
			for _, d := range diags {
				t.Fatalf("%s: %s", d.Code, d.Message)
			}
			got := ""
			for _, d := range CheckWorkspace(f.Builds) {
				if wrong := d.Severity == diag.Error; wrong != strings.Contains(name, "in a build") && name != "an error is not ignored" {
					t.Errorf("%s is an %s", d.Code, d.Severity)
				}
				line, column := diag.Position(d.At.Text, d.At.Start)
				got += strings.Join([]string{d.Code, d.At.File + ":" + strconv.Itoa(line) + ":" + strconv.Itoa(column), d.Message}, " ") + "\n"
				if _, ok := diag.LookUp(d.Code); !ok || d.Help == "" {
					t.Errorf("%s has no help or no entry", d.Code)
				}
			}
			if !strings.HasPrefix(got, c.want) || c.want == "" && got != "" || strings.Count(got, "\n") > 1 {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
