package resolver

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"sort"
	"strings"

	"github.com/tailscale/hujson"
)

// A project is what one tsconfig file and the projects it refers to say about
// paths. Each context is a directory; a file belongs to the deepest one above it.
type project struct {
	contexts []projectContext
	files    []string // read on the way, for watchers
	err      error
}

type projectContext struct {
	dir     string
	aliases *aliasList
	modules []string // absolute folders in which packages are looked up
}

// context returns the context of a directory, or nil outside all of them.
func (p *project) context(dir string) *projectContext {
	var best *projectContext
	for i := range p.contexts {
		c := &p.contexts[i]
		if isInside(c.dir, dir) && (best == nil || len(c.dir) > len(best.dir)) {
			best = c
		}
	}
	return best
}

// tsconfigPaths applies the paths of the project in force. The first directory of
// a resolution decides which project that is. Unlike aliases, paths that lead
// nowhere let the request go on, as in TypeScript.
func (s *session) tsconfigPaths(q *request) (bool, error) {
	if !q.projectKnown {
		p, err := s.projectOf(q.path)
		if err != nil {
			return false, err
		}
		q.project, q.projectKnown = p, true
	}
	if q.project == nil {
		return false, nil
	}
	if s.deps != nil {
		for _, file := range q.project.files {
			s.deps.file(file)
		}
	}
	c := q.project.context(q.path)
	if c == nil {
		return false, nil
	}
	ok, _, err := s.applyAliases(c.aliases, q, "tsconfig path")
	return ok, err
}

// projectModules looks a package up below baseUrl.
func (s *session) projectModules(q *request) (bool, error) {
	c := q.project.context(q.path)
	if c == nil {
		return false, nil
	}
	for _, folder := range c.modules {
		if !s.isDirectory(folder) {
			s.missing(folder)
			continue
		}
		if s.trace != nil {
			s.log("look below the tsconfig's base %s", folder)
		}
		if ok, err := s.inModuleFolder(q, trimSlash(folder)); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// projectOf finds the project for a directory. A tsconfig that was found rather
// than asked for is passed over when it is broken.
func (s *session) projectOf(dir string) (*project, error) {
	if s.r.opts.TSConfig != "auto" {
		p := s.project(join(dir, s.r.opts.TSConfig))
		return p, p.err
	}
	path := s.nearestTSConfig(dir)
	if path == "" {
		return nil, nil
	}
	if p := s.project(path); p.err == nil {
		return p, nil
	}
	return nil, nil
}

// nearestTSConfig returns the tsconfig.json at or above dir, or "".
func (s *session) nearestTSConfig(dir string) string {
	if path, ok := s.memo.nearest.load(dir); ok {
		return path
	}
	path := ""
	if s.store.dir(dir).kind("tsconfig.json") != kindNone {
		path = join(dir, "tsconfig.json")
	} else if up := parentDir(dir); up != "" {
		path = s.nearestTSConfig(up)
	}
	return s.memo.nearest.add(dir, path)
}

// project reads a tsconfig file once for each state of the cache.
func (s *session) project(path string) *project {
	if p, ok := s.memo.projects.load(path); ok {
		return p
	}
	return s.memo.projects.add(path, loadProject(s.r, path))
}

// loadProject reads a tsconfig file, what it extends and what it refers to.
func loadProject(r *Resolver, path string) *project {
	l := &tsLoader{r: r}
	config, err := l.load(path, map[string]bool{})
	if err = cmp.Or(err, l.broken); err != nil {
		return &project{err: err, files: l.files}
	}
	if base := r.opts.TSConfigBaseURL; base != nil {
		config.baseURL = base
	}
	main := config.context(parentDir(path))
	p := &project{contexts: []projectContext{main}}
	references := r.opts.TSConfigReferences
	auto := slices.Equal(references, []string{"auto"})
	if auto {
		references = config.references
	}
	l.addReferences(p, parentDir(path), references, auto, map[string]bool{})
	p.files = l.files
	return p
}

// tsConfig is the part of a tsconfig file that resolution needs, after extends.
type tsConfig struct {
	baseURL    *string
	paths      *jsonValue // nil when not set
	pathsBase  string     // directory of the file that sets paths
	references []string
	compiler   map[string]*jsonValue // compiler options that say how a file is compiled
}

// context makes the paths absolute. ${configDir} is the directory of the file the
// user named, whichever file of the chain wrote it.
func (t *tsConfig) context(dir string) projectContext {
	substitute := func(s string) string { return strings.ReplaceAll(s, "${configDir}", dir) }
	base := t.pathsBase
	if base == "" {
		base = dir
	}
	if t.baseURL != nil {
		base = join(dir, substitute(*t.baseURL))
	}
	c := projectContext{dir: dir}
	if t.paths != nil {
		c.aliases = compileAliases(t.aliases(base, substitute, &c.modules))
	}
	if t.baseURL != nil && !slices.Contains(c.modules, base) {
		c.modules = append(c.modules, base)
	}
	return c
}

// aliases orders paths by the length of the text before the star, longest first;
// "*" itself names folders to search.
func (t *tsConfig) aliases(base string, substitute func(string) string, modules *[]string) []Alias {
	order := make([]int, len(t.paths.keys))
	for i := range order {
		order[i] = i
	}
	prefix := func(key string) int {
		before, _, _ := strings.Cut(key, "*")
		return len(before)
	}
	sort.SliceStable(order, func(a, b int) bool {
		return prefix(t.paths.keys[order[a]]) > prefix(t.paths.keys[order[b]])
	})
	var aliases []Alias
	for _, i := range order {
		key := t.paths.keys[i]
		var targets []string
		for _, target := range t.paths.list[i].strings() {
			targets = append(targets, join(base, substitute(target)))
		}
		if key != "*" {
			if len(targets) > 0 {
				aliases = append(aliases, Alias{Name: key, Targets: targets})
			}
			continue
		}
		for _, target := range targets {
			if folder, ok := strings.CutSuffix(target, "/*"); ok {
				*modules = append(*modules, folder)
			}
		}
	}
	return aliases
}

// A tsLoader reads tsconfig files for one project.
type tsLoader struct {
	r       *Resolver
	files   []string
	extends *Resolver // finds "extends": "@tsconfig/node20/tsconfig.json"
	broken  error     // the first extended file that cannot be read; what extends it is read all the same
}

// load reads a file with all it extends. A file that extends itself, directly or
// not, counts as empty the second time.
func (l *tsLoader) load(path string, visited map[string]bool) (*tsConfig, error) {
	if visited[path] {
		return &tsConfig{}, nil
	}
	visited[path] = true
	root, err := readJSONC(path)
	if err != nil {
		return nil, err
	}
	l.files = append(l.files, path)
	config := &tsConfig{}
	for _, extended := range root.get("extends").strings() {
		if extended == "" {
			continue
		}
		base, err := l.loadExtended(path, extended, visited)
		if err != nil {
			if e, ok := errors.AsType[*TSConfigError](err); ok && e.From == "" {
				e.From, e.Name = path, extended
			}
			l.broken = cmp.Or(l.broken, err)
			continue
		}
		config.override(base)
	}
	own := &tsConfig{}
	compiler := root.get("compilerOptions")
	if v := compiler.get("baseUrl"); v.kind == jsonString {
		own.baseURL = &v.text
	}
	if v := compiler.get("paths"); v.kind == jsonObject {
		own.paths, own.pathsBase = v, parentDir(path)
	}
	own.compiler = transformOptions(compiler)
	if v := root.get("references"); v.kind == jsonArray {
		own.references = []string{}
		for i := range v.list {
			if p := v.list[i].get("path"); p.kind == jsonString {
				own.references = append(own.references, p.text)
			}
		}
	}
	config.override(own)
	config.references = own.references // not inherited
	return config, nil
}

// override replaces what o sets.
func (t *tsConfig) override(o *tsConfig) {
	if o.baseURL != nil {
		t.baseURL = o.baseURL
	}
	if o.paths != nil {
		t.paths, t.pathsBase = o.paths, o.pathsBase
	}
	for k, v := range o.compiler {
		if t.compiler == nil {
			t.compiler = make(map[string]*jsonValue)
		}
		t.compiler[k] = v
	}
}

// loadExtended reads the base of a file. A relative baseUrl means the directory of
// the file that sets it, and is made absolute before it is inherited.
func (l *tsLoader) loadExtended(from, extended string, visited map[string]bool) (*tsConfig, error) {
	dir := parentDir(from)
	path := l.extendedPath(dir, strings.ReplaceAll(strings.ReplaceAll(extended, "${configDir}", dir), "\\", "/"))
	config, err := l.load(path, visited)
	if err != nil {
		return nil, err
	}
	if config.baseURL != nil && !strings.Contains(*config.baseURL, "${configDir}") {
		base := parentDir(path)
		if *config.baseURL != "" {
			base = join(base, *config.baseURL)
		}
		config.baseURL = &base
	}
	return config, nil
}

// extendedPath finds the file that an extends value names: a path, with .json
// added where needed, or a file in a package.
func (l *tsLoader) extendedPath(dir, extended string) string {
	relative := func() string {
		path := join(dir, extended)
		if strings.HasSuffix(path, ".json") {
			return path
		}
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path
		}
		return path + ".json"
	}
	kind := typeOf(extended)
	if kind == typePosix || kind == typeWindows || strings.HasPrefix(extended, "./") || strings.HasPrefix(extended, "../") {
		return relative()
	}
	if l.extends == nil {
		l.extends = New(Options{
			ConditionNames: []string{"require", "types", "node"},
			Extensions:     []string{".json"},
			MainFields:     [][]string{{"tsconfig"}},
			MainFiles:      []string{"tsconfig"},
			Symlinks:       true,
		}, l.r.cache)
	}
	if kind == typeRelative {
		extended += "/" // "." is a directory, never the file "..json"
	}
	result, err := l.extends.Resolve(dir, extended)
	if err != nil || result.Ignored {
		return relative()
	}
	return result.Path
}

// addReferences adds a context for each referenced project that has paths. A
// reference that cannot be read does not disturb the others.
func (l *tsLoader) addReferences(p *project, dir string, references []string, auto bool, visited map[string]bool) {
	for _, reference := range references {
		path := join(dir, strings.ReplaceAll(reference, "${configDir}", dir))
		if !strings.HasSuffix(path, ".json") {
			path = join(path, "tsconfig.json")
		}
		if visited[path] {
			continue
		}
		visited[path] = true
		config, err := l.load(path, map[string]bool{})
		if err != nil {
			continue
		}
		if config.paths != nil {
			p.add(config.context(parentDir(path)))
		}
		if auto {
			l.addReferences(p, parentDir(path), config.references, auto, visited)
		}
	}
}

// add replaces a context of the same directory only when that one says nothing:
// a solution-style tsconfig.json has no paths of its own, and several files next
// to it (tsconfig.app.json, tsconfig.node.json) may.
func (p *project) add(c projectContext) {
	for i := range p.contexts {
		if old := &p.contexts[i]; old.dir == c.dir {
			if old.aliases.empty() && len(old.modules) == 0 {
				*old = c
			}
			return
		}
	}
	p.contexts = append(p.contexts, c)
}

// readJSONC reads JSON with comments and trailing commas.
func readJSONC(path string) (*jsonValue, error) {
	data, err := ReadFile(path)
	if err != nil {
		return nil, &TSConfigError{Path: path, Message: "it cannot be read", Err: err}
	}
	data = []byte(strings.TrimPrefix(string(data), "\ufeff"))
	plain, err := hujson.Standardize(data)
	if err != nil {
		return nil, &TSConfigError{Path: path, Message: err.Error(), Err: err}
	}
	value, bad := parseJSON(string(plain))
	if bad != nil {
		return nil, &TSConfigError{Path: path, Message: fmt.Sprintf("invalid JSON: %s", bad), Err: bad}
	}
	return &value, nil
}
