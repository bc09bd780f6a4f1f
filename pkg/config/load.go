package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// fileNames are the names that are looked for in a folder, in order.
var fileNames = []string{"federation.yaml", "federation.yml"}

// LoadOptions say which file to load and what the command line changes in it.
// The zero value loads federation.yaml of the working directory.
type LoadOptions struct {
	// Path is a file, or a folder that has a federation.yaml or federation.yml;
	// relative to Cwd. Empty means Cwd.
	Path string
	// Cwd is what Path and Out are relative to, and what file names in
	// diagnostics are shown relative to. Empty means the working directory.
	Cwd string
	// Mode replaces the key "mode" of every build. Empty means MFBUNDLE_MODE, else
	// the file's.
	Mode string
	// Out replaces output.path of every build; with several builds each gets a
	// folder below it, called by its name. Empty means MFBUNDLE_OUT, else the
	// file's.
	Out string
	// Set are "key.path=value" arguments, applied in order to every build after
	// extends and before variables are replaced.
	Set []string
	// Env is the environment; nil means that of the process.
	Env func(name string) (string, bool)
	// NoCache keeps nothing between processes, whatever the key "cache" says.
	NoCache bool
}

// Load reads, checks and freezes a configuration.
//
// The File is nil when no file could be read. Its Builds are nil when any
// Diagnostic is an Error; Inputs and Env are set all the same, so that watch
// mode can wait for the mistake to be mended. Diagnostics are in the order of
// the file. Load may run concurrently; it never panics, whatever the file has.
func Load(opts LoadOptions) (*File, []diag.Diagnostic) {
	l, diags := newLoader(opts)
	if len(diags) > 0 {
		return nil, diags
	}
	path, found := l.locate(opts.Path)
	if found != nil {
		return nil, []diag.Diagnostic{*found}
	}
	src, err := l.readFile(path)
	if err != nil {
		return nil, []diag.Diagnostic{{Code: "config-read", Message: fmt.Sprintf("Could not read %q: %s", l.display(path), cause(err))}}
	}
	return l.load(path, src, opts.Set)
}

// load goes from the text of the file to its builds.
func (l *loader) load(path string, src *sourceFile, set []string) (*File, []diag.Diagnostic) {
	file := &File{Path: path}
	overrides := l.overrides(set)
	docs, problems := parse(src)
	l.diags = append(l.diags, problems...)
	if len(docs) == 0 && len(problems) == 0 {
		// An empty file is a build with every default, as an empty webpack.config.js is.
		docs = []*node{{kind: kindMap, src: src}}
	}
	var builds []*Config
	for _, doc := range docs {
		builds = append(builds, l.build(doc, path, overrides))
	}
	l.checkBuilds(builds)
	l.placeOutputs(builds)
	file.Inputs = l.inputs
	file.Env = l.env.names()
	diags := diag.Dedupe(l.diags)
	if !slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Severity == diag.Error }) {
		file.Builds = builds
	}
	return file, diags
}

// loader is one call of Load.
type loader struct {
	cwd  string
	mode string
	out  string
	// noCache is LoadOptions.NoCache, or MFBUNDLE_NO_CACHE.
	noCache bool
	env     *environ
	inputs  []string
	diags   []diag.Diagnostic
}

func newLoader(opts LoadOptions) (*loader, []diag.Diagnostic) {
	cwd := opts.Cwd
	if cwd == "" {
		cwd = "."
	}
	abs, err := filepath.Abs(cwd)
	if err != nil {
		return nil, []diag.Diagnostic{{Code: "config-read", Message: "The working directory is not known: " + cause(err)}}
	}
	lookup := opts.Env
	if lookup == nil {
		lookup = os.LookupEnv
	}
	settings, diags := ReadSettings(nil, lookup)
	if len(diags) > 0 {
		return nil, diags
	}
	l := &loader{cwd: abs, mode: opts.Mode, out: opts.Out, noCache: opts.NoCache || settings.NoCache, env: &environ{process: lookup, read: map[string]bool{}}}
	if l.mode == "" {
		l.mode = settings.Mode
	}
	if l.out == "" {
		l.out = settings.Out
	}
	return l, nil
}

// locate finds the configuration file. Not with viper's search: that one also
// answers federation.json and the like, and must parse a file to name it.
func (l *loader) locate(path string) (string, *diag.Diagnostic) {
	path = l.absolute(path)
	info, err := os.Stat(path)
	if err != nil {
		return "", &diag.Diagnostic{
			Code: "config-not-found", Message: fmt.Sprintf("There is no configuration at %q: %s", l.display(path), cause(err)),
			Help: "name a file or a folder that has a federation.yaml",
		}
	}
	if !info.IsDir() {
		return path, nil
	}
	for _, name := range fileNames {
		candidate := filepath.Join(path, name)
		if info, err := os.Stat(candidate); err == nil && !info.IsDir() {
			return candidate, nil
		}
	}
	return "", &diag.Diagnostic{
		Code: "config-not-found", Message: fmt.Sprintf("There is no %s in %q", strings.Join(fileNames, " or "), l.display(path)),
		Help: "name a file or a folder that has a federation.yaml",
	}
}

func (l *loader) absolute(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(l.cwd, path)
}

// display returns a path as diagnostics show it: relative to Cwd when it is
// below it, with slashes.
func (l *loader) display(path string) string {
	rel, err := filepath.Rel(l.cwd, path)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		rel = path
	}
	return filepath.ToSlash(rel)
}

// readFile reads a file and records it as an input, also when it cannot be
// read: watch mode waits for it to appear.
func (l *loader) readFile(path string) (*sourceFile, error) {
	l.input(path)
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	// A byte order mark is not part of the text that positions count in.
	return &sourceFile{path: path, display: l.display(path), text: bytes.TrimPrefix(text, []byte("\ufeff"))}, nil
}

func (l *loader) input(path string) {
	if !slices.Contains(l.inputs, path) {
		l.inputs = append(l.inputs, path)
	}
}

func (l *loader) overrides(set []string) []*override {
	var list []*override
	for _, arg := range set {
		o, diags := parseSet(arg)
		l.diags = append(l.diags, diags...)
		if o != nil && len(diags) == 0 {
			if o.path[0] == "extends" || o.path[0] == "env_file" {
				// They say which files to read, and those are read before --set applies.
				l.report("config-no-effect", o.at[0], fmt.Sprintf("--set cannot change %q", o.path[0]), "write it in a file, and pass that with --config")
				continue
			}
			list = append(list, o)
		}
	}
	return list
}

// build takes one document all the way to a Config.
func (l *loader) build(doc *node, path string, overrides []*override) *Config {
	tree, env := l.expand(doc, []string{path}, l.env)
	for _, o := range overrides {
		// Every build gets its own copy of the value: variables are replaced in place.
		fresh, _ := parseSet(string(o.src.text))
		if tree.kind != kindMap || fresh == nil {
			continue
		}
		changed, diags := fresh.apply(tree)
		l.diags = append(l.diags, diags...)
		tree = changed
	}
	l.diags = append(l.diags, env.interpolate(tree)...)
	if l.mode != "" && tree.kind == kindMap {
		tree = withFlag(tree, "mode", "--mode", l.mode)
	}
	diags, misplaced := check(tree)
	l.diags = append(l.diags, diags...)
	c, diags := bind(l, tree, path, misplaced)
	l.diags = append(l.diags, diags...)
	return c
}

// withFlag returns the tree with a key set by a flag; a bad value points at the
// flag.
func withFlag(tree *node, key, flag, value string) *node {
	src := &sourceFile{display: flag, text: []byte(value)}
	o := &override{src: src, path: []string{key}, at: []span{{src, 0, len(value)}},
		value: &node{kind: kindString, text: value, src: src, end: len(value)}}
	out, _ := o.apply(tree)
	return out
}

// placeOutputs applies --out, which is relative to Cwd and not to the context.
func (l *loader) placeOutputs(builds []*Config) {
	if l.out == "" {
		return
	}
	for i, c := range builds {
		c.Output.Path = l.absolute(l.out)
		if len(builds) > 1 {
			name := c.Name
			if name == "" {
				name = fmt.Sprintf("build-%d", i+1)
			}
			c.Output.Path = filepath.Join(c.Output.Path, name)
		}
	}
}

// cause is the reason of an operating system error without the path, which the
// message has already.
func cause(err error) string {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return "it does not exist"
	}
	return err.Error()
}
