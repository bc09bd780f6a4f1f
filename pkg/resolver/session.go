package resolver

import (
	"fmt"
	"slices"
	"sync"
)

// A session is the state of one resolution. Sessions are pooled, since the stack
// of frames would otherwise be allocated for every request.
type session struct {
	r       *Resolver
	store   *store
	memo    *memo
	out     Result
	stack   []frame
	last    *directory // of the previous file test: candidates share a folder
	trace   *Trace
	deps    *Deps
	all     *[]Result // collects what is found, when not nil, and looks for more
	tried   *[]string // collects what was looked for, when not nil
	refused string    // first path that the restrictions refused
	endless error     // set when the stack grew past maxFrames: nothing may go on
	depth   int
}

var sessions = sync.Pool{New: func() any { return &session{stack: make([]frame, 0, 32)} }}

func newSession(r *Resolver, m *memo) *session {
	s := sessions.Get().(*session)
	*s = session{r: r, store: m.store, memo: m, stack: s.stack[:0]}
	return s
}

func (s *session) release() {
	stack := s.stack[:cap(s.stack)]
	clear(stack) // strings of this request must not outlive it
	*s = session{stack: stack[:0]}
	sessions.Put(s)
}

// A request is what travels from step to step. Steps get a pointer and never
// write through it: they pass on a changed copy.
type request struct {
	path    string // directory, later file
	request string // what is still to be resolved there; "" when path says it all
	query   string
	frag    string

	desc         *Package // nearest description file of path
	relativePath string   // of path within desc, with "./"
	triedMain    string   // description file whose main field led here
	project      *project // tsconfig in force, once looked up
	blocked      *bool    // set when restrictions refuse a target of an exports field

	module, internal, directory, fullySpecified, projectKnown bool
}

// A step is a place in the pipeline where going round in a circle is noticed.
type step uint8

const (
	stepInternalResolve step = iota
	stepImportsResolve
	stepParsed
	stepNormal
	stepRelative
	stepAsModule
	stepDirectory
	stepRawFile
	stepFile
)

type frame struct {
	step                       step
	directory, module          bool
	path, request, query, frag string
}

// enter notes that a step is under way for q, and fails when the same step is
// already under way for the same request. Every cycle of the pipeline passes
// through at least one of the steps that call it. The caller restores
// s.stack to its old length when the step is over.
func (s *session) enter(at step, q *request) error {
	f := frame{at, q.directory, q.module, q.path, q.request, q.query, q.frag}
	for i := range s.stack {
		if s.stack[i] == f {
			return s.cycle(i)
		}
	}
	if len(s.stack) >= maxFrames || (len(q.path) > maxPath && s.redirected()) {
		s.endless = s.cycle(len(s.stack) - 1)
		return s.endless
	}
	s.stack = append(s.stack, f)
	return nil
}

// maxFrames stops a circle in which no request repeats because each is longer
// than the one before, such as the alias "/src" -> "foo" applied to a path.
// maxPath notices most of them earlier: no system opens a longer path.
const (
	maxFrames = 1500
	maxPath   = 4096
)

// redirected reports whether an alias or a browser map has replaced the request.
func (s *session) redirected() bool {
	return slices.ContainsFunc(s.stack, func(f frame) bool { return f.step == stepInternalResolve })
}

// maxChain bounds AliasCycleError.Chain, and maxChainText each text in it.
const (
	maxChain     = 12
	maxChainText = 100
)

// cycle describes the circle that begins at a frame of the stack.
func (s *session) cycle(from int) error {
	var chain []string
	add := func(text string) {
		if len(text) > maxChainText {
			text = text[:maxChainText] + "..."
		}
		if len(chain) == 0 || chain[len(chain)-1] != text {
			chain = append(chain, text)
		}
	}
	for i := range s.stack {
		// Only the steps that begin with a request as written are worth telling.
		if f := &s.stack[i]; f.step <= stepParsed {
			add(f.request + f.query + f.frag)
		}
	}
	if len(chain) > maxChain {
		chain = append(chain[:maxChain], "...")
	}
	if again := &s.stack[from]; again.request != "" {
		add(again.request + again.query + again.frag)
	} else {
		add(again.path)
	}
	if s.trace != nil {
		s.log("stop: this request is already being resolved")
	}
	return &AliasCycleError{Chain: chain}
}

// A Trace is the story of one resolution.
type Trace struct {
	Steps []TraceStep
}

// A TraceStep is one line of a Trace; Depth is how deep it is nested.
type TraceStep struct {
	Depth int
	Text  string
}

// String renders a trace as indented lines.
func (t Trace) String() string {
	var out []byte
	for _, step := range t.Steps {
		for range step.Depth {
			out = append(out, "  "...)
		}
		out = append(out, step.Text...)
		out = append(out, '\n')
	}
	return string(out)
}

// log adds a line to the trace. Callers test s.trace first, so that nothing is
// formatted when nobody listens.
func (s *session) log(format string, args ...any) {
	if s.trace != nil {
		s.trace.Steps = append(s.trace.Steps, TraceStep{s.depth, fmt.Sprintf(format, args...)})
	}
}

func (s *session) missing(path string) {
	if s.deps != nil {
		s.deps.missing(path)
	}
	if s.tried != nil && len(*s.tried) < maxTried {
		*s.tried = append(*s.tried, path)
	}
}

// describe puts the nearest description file of dir into q. It answers false,
// leaving q as it is, when there is none.
func (s *session) describe(q *request, dir string) (bool, error) {
	if dir == "" || dir[0] != '/' {
		return false, nil
	}
	file := s.description(trimSlash(dir))
	if s.deps != nil {
		s.describeDeps(dir, file)
	}
	if file.err != nil {
		return false, file.err
	}
	if file.pkg == nil {
		return false, nil
	}
	q.desc = file.pkg
	root := file.pkg.Dir
	if root == "/" {
		q.relativePath = "." + q.path
		if q.path == "/" {
			q.relativePath = "."
		}
	} else if len(q.path) == len(root) {
		q.relativePath = "."
	} else {
		q.relativePath = "." + q.path[len(root):]
	}
	return true, nil
}

func (s *session) description(dir string) *packageFile {
	if s.r.descriptions == "" {
		return s.store.nearestPackage(dir)
	}
	return s.store.nearestOf(dir, s.r.opts.DescriptionFiles, s.r.descriptions)
}

func (s *session) describeDeps(dir string, file *packageFile) {
	for dir = trimSlash(dir); dir != ""; dir = parentDir(dir) {
		for _, name := range s.r.opts.DescriptionFiles {
			path := join(dir, name)
			if file.pkg != nil && file.pkg.Path == path {
				s.deps.file(path)
				return
			}
			s.deps.missing(path)
		}
	}
}

// packageOf is the package of the file that was found, which may lie elsewhere
// than the path that led to it. An unreadable package.json counts as none here.
func (s *session) packageOf(path string) *Package {
	dir, _ := splitPath(path)
	if dir == "" {
		return nil
	}
	return s.description(dir).pkg
}

// isDirectory and isFile consult the listings only.
func (s *session) isDirectory(path string) bool {
	if path == "" || path[0] != '/' {
		return false
	}
	return s.store.dir(trimSlash(path)).exists
}

func (s *session) isFile(path string) bool {
	dir, base := splitPath(path)
	if dir == "" || base == "" {
		return false
	}
	return s.directoryOf(dir).kind(base) == kindFile
}

// directoryOf is store.dir with a memory of one: the candidates for a request
// mostly share a folder.
func (s *session) directoryOf(dir string) *directory {
	if s.last == nil || s.last.path != dir {
		s.last = s.store.dir(dir)
	}
	return s.last
}

// listening reports whether someone wants to know what was looked for in vain.
func (s *session) listening() bool {
	return s.deps != nil || s.trace != nil || s.tried != nil
}
