package resolver

import (
	"slices"
	"strings"
	"sync/atomic"
)

// A Resolver answers requests under one set of options.
type Resolver struct {
	opts         Options
	cache        *Cache
	alias        *aliasList
	fallback     *aliasList
	aliasFields  []field
	mainFields   []field
	exports      []field
	imports      []field
	modules      []moduleGroup
	conditions   map[string]bool
	enforce      bool
	descriptions string // joined names, or "" for package.json alone

	memo atomic.Pointer[memo]
}

// A memo is what a Resolver remembers for one state of the cache.
type memo struct {
	store    *store
	outcomes *shardMap[requestKey, *outcome]
	folders  *shardMap[folderKey, []string]
	projects *shardMap[string, *project] // tsconfig file → its paths
	nearest  *shardMap[string, string]   // directory → nearest tsconfig.json, or ""
}

type requestKey struct{ dir, specifier string }

// folderKey asks which folders of a module group exist at or above a directory.
type folderKey struct {
	dir   string
	group int
}

type outcome struct {
	result Result
	err    error
}

// A Result is the answer to one request.
type Result struct {
	Path     string   // absolute; the real path if Options.Symlinks is set
	Query    string   // "" or with its leading "?"
	Fragment string   // "" or with its leading "#"
	Ignored  bool     // an alias or browser map says false: an empty module
	Package  *Package // the nearest package.json of Path, may be nil
}

// Identifier joins path, query and fragment so that they can be parsed again: a
// "#" in path or query is escaped with "\0". It is "" for an ignored result.
func (r Result) Identifier() string {
	if r.Ignored {
		return ""
	}
	return escapeHash(r.Path) + escapeHash(r.Query) + r.Fragment
}

// New returns a Resolver that reads through a cache, which may be shared.
func New(opts Options, cache *Cache) *Resolver {
	if cache == nil {
		cache = NewCache()
	}
	opts = opts.withDefaults()
	r := &Resolver{
		opts:        opts,
		cache:       cache,
		alias:       compileAliases(opts.Alias),
		fallback:    compileAliases(opts.Fallback),
		aliasFields: fieldsOf(opts.AliasFields, nil),
		mainFields:  fieldsOf(opts.MainFields, opts.MainFieldsAsIs),
		exports:     fieldsOf(opts.ExportsFields, nil),
		imports:     fieldsOf(opts.ImportsFields, nil),
		modules:     groupModules(opts.Modules),
		conditions:  make(map[string]bool, len(opts.ConditionNames)),
		enforce:     *opts.EnforceExtension,
	}
	// The same text may be read as exports or as imports: keep the two apart.
	for i := range r.imports {
		r.imports[i].asMapping = "i" + r.imports[i].asMapping
	}
	for _, name := range opts.ConditionNames {
		r.conditions[name] = true
	}
	if len(opts.DescriptionFiles) != 1 || opts.DescriptionFiles[0] != "package.json" {
		r.descriptions = strings.Join(opts.DescriptionFiles, "\x00") + "\x00"
	}
	r.memo.Store(newMemo(cache.current.Load()))
	return r
}

// Options returns the options with defaults filled in. The lists are shared and
// must not be changed.
func (r *Resolver) Options() Options { return r.opts }

// Cache returns the cache the resolver reads through.
func (r *Resolver) Cache() *Cache { return r.cache }

func newMemo(s *store) *memo {
	return &memo{
		store:    s,
		outcomes: newShardMap[requestKey, *outcome](),
		folders:  newShardMap[folderKey, []string](),
		projects: newShardMap[string, *project](),
		nearest:  newShardMap[string, string](),
	}
}

// currentMemo drops what was remembered before the last invalidation.
func (r *Resolver) currentMemo() *memo {
	s := r.cache.current.Load()
	m := r.memo.Load()
	if m.store != s {
		m = newMemo(s)
		r.memo.Store(m)
	}
	return m
}

// Resolve finds what specifier means to a file in dir, an absolute directory.
//
// Errors: *NotFoundError, *ExportsError, *PackageError, *TSConfigError,
// *AliasCycleError, *RestrictedError, *RequestError. Results and errors are
// remembered until the cache is invalidated; an error is shared and must not be
// changed.
func (r *Resolver) Resolve(dir, specifier string) (Result, error) {
	m := r.currentMemo()
	key := requestKey{dir, specifier}
	if o, ok := m.outcomes.load(key); ok {
		return o.result, o.err
	}
	o := new(outcome)
	o.result, o.err = r.resolve(m, dir, specifier, nil, nil)
	o = m.outcomes.add(key, o)
	return o.result, o.err
}

// ResolveFolders is Resolve for a resolver of folders. It answers with all that the
// targets of an alias and the folders of modules have, in their order; of folders of
// one name at and above dir, with the nearest.
func (r *Resolver) ResolveFolders(dir, specifier string) ([]Result, error) {
	first, err := r.Resolve(dir, specifier)
	if err != nil || first.Ignored {
		return []Result{first}, err
	}
	s := newSession(r, r.currentMemo())
	defer s.release()
	all := []Result{first}
	s.all = &all
	if _, err := s.run(trimSlash(normalize(dir)), specifier); err != nil {
		return nil, err
	}
	return all, nil
}

// goOn notes what was found, and reports whether to look for more.
func (s *session) goOn() bool {
	if s.all == nil {
		return false
	}
	if !slices.ContainsFunc(*s.all, func(x Result) bool { return x.Path == s.out.Path }) {
		*s.all = append(*s.all, s.out)
	}
	return true
}

// ResolveFrom is Resolve for the file that contains the request.
func (r *Resolver) ResolveFrom(issuerFile, specifier string) (Result, error) {
	dir, _ := splitPath(issuerFile)
	return r.Resolve(dir, specifier)
}

// Deps are the files and directories an answer depends on, for a watcher. Both
// lists are without repeats, in the order of the search.
type Deps struct {
	Files   []string // read or found
	Missing []string // looked for in vain: the answer changes when they appear
	seen    map[string]bool
}

func (d *Deps) file(path string) {
	if d.first(path) {
		d.Files = append(d.Files, path)
	}
}

func (d *Deps) missing(path string) {
	if d.first(path) {
		d.Missing = append(d.Missing, path)
	}
}

func (d *Deps) first(path string) bool {
	if d.seen[path] {
		return false
	}
	if d.seen == nil {
		d.seen = make(map[string]bool)
	}
	d.seen[path] = true
	return true
}

// ResolveDeps is Resolve that also tells what the answer depends on. It is not
// remembered.
func (r *Resolver) ResolveDeps(dir, specifier string) (Result, Deps, error) {
	var deps Deps
	result, err := r.resolve(r.currentMemo(), dir, specifier, nil, &deps)
	return result, deps, err
}

// Explain is Resolve that also tells each step taken. It is not remembered.
func (r *Resolver) Explain(dir, specifier string) (Result, Trace, error) {
	var trace Trace
	result, err := r.resolve(r.currentMemo(), dir, specifier, &trace, nil)
	return result, trace, err
}

func (r *Resolver) resolve(m *memo, dir, specifier string, trace *Trace, deps *Deps) (Result, error) {
	if isFileURL(dir) {
		path, err := fileURLToPath(dir)
		if err != nil {
			return Result{}, &RequestError{Specifier: dir, Message: err.Error()}
		}
		dir = path
	}
	dir = trimSlash(normalize(dir))
	request := specifier
	if isFileURL(specifier) {
		path, err := fileURLToPath(specifier)
		if err != nil {
			return Result{}, &RequestError{Specifier: specifier, Message: err.Error()}
		}
		request = path
	}
	s := newSession(r, m)
	defer s.release()
	s.trace, s.deps = trace, deps
	found, err := s.run(dir, request)
	if err != nil {
		return Result{}, err
	}
	if !found {
		if deps != nil || trace != nil {
			s.trace, s.deps = nil, nil
		}
		return Result{}, r.notFound(m, dir, specifier, request)
	}
	result := s.out
	if !result.Ignored {
		result.Package = s.packageOf(result.Path)
	}
	return result, nil
}
