package resolver

import (
	"fmt"
	"path"
	"strings"
)

// notFound builds the error for a request that nothing answers. It resolves once
// more to learn what was looked for, which failing requests alone pay for.
func (r *Resolver) notFound(m *memo, dir, specifier, request string) error {
	s := newSession(r, m)
	defer s.release()
	var tried []string
	s.tried = &tried
	if found, err := s.run(dir, request); found || err != nil {
		// The files changed in between and are not cached: report the plain fact.
		return &NotFoundError{Specifier: specifier, Dir: dir}
	}
	if s.refused != "" {
		return &RestrictedError{Specifier: specifier, Dir: dir, Path: s.refused}
	}
	e := &NotFoundError{Specifier: specifier, Dir: dir, Tried: tried}
	id := parseRequest(request)
	if r.opts.FullySpecified {
		if e.explainFullySpecified(r, m, dir, request) {
			return e
		}
	}
	// Each kind of request goes wrong in its own way.
	switch {
	case id.module:
		r.explainPackage(s, e, dir, id)
	case !id.internal && id.request != "":
		r.explainPath(s, e, dir, id)
	case id.internal:
		e.Reason = "no package.json above the importer has an imports field"
	}
	return e
}

// explainFullySpecified recognises a request that would do with extensions.
func (e *NotFoundError) explainFullySpecified(r *Resolver, m *memo, dir, asked string) bool {
	s := newSession(r, m)
	defer s.release()
	if found, err := s.parse(&request{path: dir}, asked, false, true); !found || err != nil || s.out.Ignored {
		return false
	}
	e.Reason = "the request must be fully specified here: it needs the file name with its extension"
	name := path.Base(s.out.Path)
	if base := path.Base(asked); strings.HasPrefix(name, base) {
		e.Suggestion = strings.TrimSuffix(asked, base) + name
	} else {
		e.Suggestion = strings.TrimSuffix(asked, "/") + "/" + name
	}
	return true
}

// explainPackage tells a package that is not there from one that lacks a file.
func (r *Resolver) explainPackage(s *session, e *NotFoundError, dir string, id identifier) {
	name, rest := splitPackageName(id.request)
	s.tried = nil
	var folders []string
	for i := range r.modules {
		if root := r.modules[i].root; root != "" {
			folders = append(folders, trimSlash(root))
		} else {
			folders = append(folders, s.moduleFolders(dir, i)...)
		}
	}
	for _, folder := range folders {
		at := join(folder, "./"+name)
		if !s.isDirectory(at) {
			continue
		}
		if rest == "" {
			e.Reason = fmt.Sprintf("the package is in %s, but it names no entry file that exists", at)
			return
		}
		e.Reason = fmt.Sprintf("the package is in %s, but it has no such file", at)
		up, base := splitPath(join(at, "."+rest))
		if found := r.nearName(s, up, base); found != "" {
			e.Suggestion = strings.TrimSuffix(id.request, base) + found
		}
		return
	}
	e.Reason = fmt.Sprintf("the package %q is not installed", name)
	// A file next to the importer is a likelier meaning than a package with
	// nearly the same name.
	first, _, _ := strings.Cut(id.request, "/")
	if d := s.store.dir(dir); d.exists && (d.kind(first) != kindNone || r.withExtension(d, first) != "") {
		e.Suggestion = "./" + id.request
		return
	}
	scope, base := "", name
	if i := strings.IndexByte(name, '/'); i >= 0 {
		scope, base = name[:i], name[i+1:]
	}
	for _, folder := range folders {
		if found := nearest(s.store.dir(trimSlash(join(folder, "./"+scope))), base); found != "" {
			e.Suggestion = strings.TrimPrefix(scope+"/", "/") + found + rest
			return
		}
	}
}

// explainPath looks for a near name in the deepest directory that exists. A wrong
// directory is reported as such: that its files are missing follows from it.
func (r *Resolver) explainPath(s *session, e *NotFoundError, dir string, id identifier) {
	target := trimSlash(join(dir, id.request))
	up, base := splitPath(target)
	if up == "" || base == "" {
		return
	}
	if s.isDirectory(up) {
		if s.isDirectory(target) {
			e.Reason = fmt.Sprintf("%s is a directory without an index file", target)
			return
		}
		if found := r.nearName(s, up, base); found != "" {
			e.Suggestion = strings.TrimSuffix(id.request, base) + found
		}
		return
	}
	for !s.isDirectory(up) {
		if up, base = splitPath(up); up == "" || base == "" {
			return
		}
	}
	e.Reason = fmt.Sprintf("the directory %s does not exist", join(up, base))
	if found := nearest(s.store.dir(up), base); found != "" && strings.Count(id.request, base) == 1 {
		e.Suggestion = strings.Replace(id.request, base, found, 1)
	}
}

// nearName returns the name to write for a file in dir that is nearly the one
// asked for, without its extension if the resolver adds it.
func (r *Resolver) nearName(s *session, dir, base string) string {
	d := s.store.dir(dir)
	found := nearest(d, base)
	if found == "" || r.opts.FullySpecified || path.Ext(base) != "" {
		return found
	}
	for _, extension := range r.opts.Extensions {
		if stem, ok := strings.CutSuffix(found, extension); ok && extension != "" && d.kind(found) == kindFile {
			return stem
		}
	}
	return found
}

// withExtension returns the file that name means with one of the extensions.
func (r *Resolver) withExtension(d *directory, name string) string {
	for _, extension := range r.opts.Extensions {
		if d.kind(name+extension) == kindFile {
			return name + extension
		}
	}
	return ""
}

// nearest picks the name in a directory that is most like name: the same but for
// case, the same but for its extension, or a few letters away. Ties go to code
// before style sheets and data, then to the name that sorts first, so that the
// answer does not depend on map order.
func nearest(d *directory, name string) string {
	const other = 100
	// Short names are near to everything, so they are allowed fewer mistakes.
	limit := max(1, min(3, len(name)/3))
	best, bestScore := "", other
	stem := strings.TrimSuffix(name, path.Ext(name))
	for candidate := range d.entries {
		if candidate == "" || (candidate[0] == '.' && !strings.HasPrefix(name, ".")) {
			continue
		}
		candidateStem := strings.TrimSuffix(candidate, path.Ext(candidate))
		score := other
		switch {
		case strings.EqualFold(candidate, name):
			score = 0
		case strings.EqualFold(candidateStem, name):
			score = 1
		case stem != "" && strings.EqualFold(candidateStem, stem):
			score = 2
		default:
			if n := editDistance(candidate, name, limit); n <= limit {
				score = 2 + n
			} else if n := editDistance(candidateStem, stem, limit); n <= limit {
				score = 3 + n
			}
		}
		if score < bestScore || (score == bestScore && score < other && before(candidate, best)) {
			best, bestScore = candidate, score
		}
	}
	return best
}

// before orders names that are equally near.
func before(a, b string) bool {
	if isCode(a) != isCode(b) {
		return isCode(a)
	}
	return a < b
}

// isCode reports whether a file name is one that imports without an extension mean.
func isCode(name string) bool {
	switch path.Ext(name) {
	case ".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".svelte":
		return true
	}
	return false
}

// editDistance counts insertions, deletions, replacements and swaps of neighbours
// between a and b, by bytes; it answers limit+1 when there are more.
func editDistance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	// Three rows of the usual table suffice: a swap looks two rows back.
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := row[0]
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		// Later rows only grow.
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
