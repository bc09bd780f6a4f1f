package config

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

func TestVariables(t *testing.T) {
	env := map[string]string{"A": "a", "EMPTY": "", "NUMBER": "123", "ON": "true", "SECONDS": "5"}
	f := load(t, `name: ${NUMBER}
minify: ${ON}
html: ${OFF:-false}
output:
  publicPath: "${EMPTY:-https://${A}.example}/${A}$${A}$"
  filename: '${A}-${EMPTY}.js'
  chunkLoadTimeout: ${SECONDS}
  library: ${A}
externals: {x: "${ON:-y}", y: "$${raw}"}
`, func(o *LoadOptions) {
		o.Env = func(name string) (string, bool) { v, ok := env[name]; return v, ok }
	})
	c := f.Builds[0]
	if c.Name != "123" || !c.Optimization.Minimize || c.HTML != nil || c.Output.ChunkLoadTimeout != 5 {
		t.Errorf("%+v", c)
	}
	if c.Output.PublicPath != "https://a.example/a${A}$" || c.Output.Filename != "a-.js" || c.Output.Library.Name[0] != "a" {
		t.Errorf("%+v", c.Output)
	}
	if c.Externals[0].Values[""][0] != "true" || c.Externals[1].Values[""][0] != "${raw}" {
		t.Errorf("%+v", c.Externals)
	}
	if d := cmp.Diff([]string{"A", "EMPTY", "NUMBER", "OFF", "ON", "SECONDS"}, f.Env); d != "" {
		t.Error(d)
	}
}

func TestExtends(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "shared/.env"), "FROM=dotenv\nBOTH=base\n")
	write(t, filepath.Join(dir, "app/.env"), "BOTH=own\nREAL=dotenv\n")
	write(t, filepath.Join(dir, "shared/base.yaml"), `env_file: .env
mode: development
context: ../app
output: {path: "${FROM}", filename: "${UNSET}", clean: true}
resolve: {extensions: [.a, .b], alias: {one: 1x, two: 2x}}
federation: {name: base, shared: {react: {singleton: true}, vue: {}}}
`)
	write(t, filepath.Join(dir, "shared/more.yaml"), "extends: base.yaml\noutput: {uniqueName: \"${BOTH} ${REAL}\", module: false}\n")
	write(t, filepath.Join(dir, "app/federation.yaml"), `extends: [../shared/more.yaml]
env_file: .env
output: {filename: own.js}
resolve: {extensions: [.c], alias: {three: 3x, two: 2y}}
federation: {shared: {react: {eager: true}, lit: ^3}}
`)
	f, diags := Load(LoadOptions{Cwd: dir, Path: "app", Env: func(name string) (string, bool) { return "process", name == "REAL" }})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	c := f.Builds[0]
	if c.Mode != Development || c.Context != filepath.Join(dir, "app") || c.Output.Path != filepath.Join(dir, "app/dotenv") {
		t.Errorf("%s %s %s", c.Mode, c.Context, c.Output.Path)
	}
	if c.Output.Filename != "own.js" || !c.Output.Clean || c.Output.Module || c.Output.UniqueName != "own process" {
		t.Errorf("%+v", c.Output)
	}
	var aliases, shares []string
	for _, a := range c.Resolve.Alias {
		aliases = append(aliases, a.Name+"="+a.Targets[0])
	}
	for _, s := range c.Plugins[0].Options.(*Federation).Shared {
		shares = append(shares, s.Key)
	}
	if d := cmp.Diff([][]string{{"one=1x", "two=2y", "three=3x"}, {".c"}, {"react", "vue", "lit"}}, [][]string{aliases, c.Resolve.Extensions, shares}); d != "" {
		t.Error(d)
	}
	// Positions stay those of the file where a value is written.
	for path, want := range map[string]string{"output clean": "shared/base.yaml true", "output module": "shared/more.yaml false",
		"output filename": "app/federation.yaml own.js", "federation shared react singleton": "shared/base.yaml true", "federation shared react eager": "app/federation.yaml true"} {
		at := c.Where(strings.Fields(path)...)
		if got := at.File + " " + string(at.Text[at.Start:at.End]); got != want {
			t.Errorf("%s is at %q, want %q", path, got, want)
		}
	}
	var inputs []string
	for _, path := range f.Inputs {
		rel, _ := filepath.Rel(dir, path)
		inputs = append(inputs, rel)
	}
	if d := cmp.Diff([]string{"app/federation.yaml", "app/.env", "shared/more.yaml", "shared/base.yaml", "shared/.env"}, inputs); d != "" {
		t.Error(d)
	}
}

func TestSet(t *testing.T) {
	f := load(t, "entry: [./a, ./b]\nfederation: {name: a, exposes: {./x: ./x}, shared: [react]}\n---\noutput: {path: other}\n", func(o *LoadOptions) {
		o.Set = []string{"output.publicPath=", "output.clean=true", `federation.exposes["./Button"]=./b`, "federation.name=${N:-q}",
			"entry[0]=./c", "entry=[./z]", `define['process.env.X']="'1'"`, "federation.shared=[vue, {lit: ^3}]", "output.library={name: [a, b], type: window}"}
	})
	for _, c := range f.Builds {
		fed := c.Plugins[0].Options.(*Federation)
		if c.Output.PublicPath != "" || !c.Output.Clean || fed.Name != "q" || c.Entries[0].Imports[0] != "./z" || c.Define["process.env.X"] != "'1'" {
			t.Errorf("%+v", c)
		}
		if last := fed.Exposes[len(fed.Exposes)-1]; last.Key != "./Button" || fed.Shared[1].RequiredVersion != "^3" || c.Output.Library.Name[1] != "b" {
			t.Errorf("%+v", fed)
		}
	}
	for arg, want := range map[string]string{
		"output.path":     "config-bad-set",
		"=x":              "config-bad-set",
		"a..b=x":          "config-bad-set",
		"a[\"x=1":         "config-bad-set",
		"a[0=1":           "config-bad-set",
		"a]b=1":           "config-unknown-key",
		"a['x']y=1":       "config-bad-set",
		"entry[5]=./a":    "config-bad-set",
		"output.clean=[":  "config-syntax",
		"output.clean=7":  "config-wrong-type",
		"outptu.clean=7":  "config-unknown-key",
		"mode=${MISSING}": "config-missing-variable",
		"extends=./a":     "config-no-effect",
	} {
		_, diags := Load(LoadOptions{Path: f.Path, Set: []string{"entry=[./a]", arg}, Env: noEnv})
		if !slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Code == want && d.At.File == "--set" }) {
			t.Errorf("%q: %v, want %s", arg, diags, want)
		}
	}
}

func TestSettings(t *testing.T) {
	env := func(vars map[string]string) func(string) (string, bool) {
		return func(name string) (string, bool) { v, ok := vars[name]; return v, ok }
	}
	s, diags := ReadSettings(nil, env(nil))
	if len(diags) > 0 || s != (Settings{Reporter: "text", Color: "auto"}) {
		t.Errorf("%+v %v", s, diags)
	}
	s, diags = ReadSettings(nil, env(map[string]string{"MFBUNDLE_JOBS": "4", "MFBUNDLE_NO_CACHE": "true", "MFBUNDLE_MODE": "none", "NO_COLOR": "1", "MFBUNDLE_REPORTER": ""}))
	if len(diags) > 0 || s != (Settings{Reporter: "text", Color: "never", Jobs: 4, NoCache: true, Mode: "none"}) {
		t.Errorf("%+v %v", s, diags)
	}
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.Int("jobs", 0, "")
	flags.String("color", "auto", "")
	flags.String("mode", "", "")
	if err := flags.Parse([]string{"--jobs", "2", "--color=always"}); err != nil {
		t.Fatal(err)
	}
	s, diags = ReadSettings(flags, env(map[string]string{"MFBUNDLE_JOBS": "4", "NO_COLOR": "1", "MFBUNDLE_COLOR": "never", "MFBUNDLE_MODE": "none"}))
	if len(diags) > 0 || s != (Settings{Reporter: "text", Color: "always", Jobs: 2, Mode: "none"}) {
		t.Errorf("%+v %v", s, diags)
	}
	_, diags = ReadSettings(nil, env(map[string]string{"MFBUNDLE_JOBS": "many", "MFBUNDLE_COLOR": "blue", "MFBUNDLE_QUIET": "x", "MFBUNDLE_MODE": "fast"}))
	var files []string
	for _, d := range diags {
		files = append(files, d.At.File)
	}
	slices.Sort(files)
	if d := cmp.Diff([]string{"MFBUNDLE_COLOR", "MFBUNDLE_JOBS", "MFBUNDLE_MODE", "MFBUNDLE_QUIET"}, files); d != "" {
		t.Error(d)
	}
}
