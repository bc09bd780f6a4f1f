package resolver

import (
	"fmt"
	"strings"
)

// exportsField resolves a request by the exports field of the package whose root
// q.path is. It is final: what the field does not list cannot be reached.
func (s *session) exportsField(q *request, f *field, m *mapping) (bool, error) {
	// Query and fragment are part of what the keys are matched with:
	//
	//	import "p/icons/a.svg?raw"
	//	// "./icons/*": "./dist/*" gives "./dist/a.svg?raw"
	//	// "./icons/a.svg": … does not match
	//
	// They come back from the target, so a target may also bring its own.
	asked := q.request
	if q.query != "" || q.frag != "" {
		if asked == "." {
			asked = "./"
		}
		asked += q.query + q.frag
	}
	fail := func(problem string) error { return s.fieldError(q, f, m, asked, problem) }
	if m.problem == "" && q.directory {
		return false, fail(fmt.Sprintf("%q asks for a directory, but an exports field lists files only", asked+"/"))
	}
	targets, key, problem := m.targets(asked, s.r.conditions)
	if problem != "" {
		return false, fail(problem)
	}
	if len(targets) == 0 {
		return false, fail(s.notListed(q, m, asked, "exported"))
	}
	var blocked bool
	for i, target := range targets {
		path, query, fragment, ok := parseIdentifier(target)
		if !ok {
			continue
		}
		// A target of another form is not an error while others follow, so that a
		// list may hold forms that a later Node understands.
		if !strings.HasPrefix(path, "./") || invalidSegment(path[2:], false) {
			if i < len(targets)-1 {
				continue
			}
			return false, fail(invalidTarget(target, key))
		}
		if s.trace != nil {
			s.log("exports of %s: %q gives %q", q.desc.Path, asked, target)
			s.depth++
			defer func() { s.depth-- }()
		}
		next := *q
		next.request = ""
		next.path = join(q.desc.Dir, path)
		next.relativePath = path
		next.query, next.frag = query, fragment
		if len(s.r.opts.Restrictions) > 0 {
			next.blocked = &blocked
		}
		found, err := s.exportsTarget(&next)
		if found || err != nil {
			return found, err
		}
		// As in Node, only targets of the wrong form are passed over: the first
		// well-formed one decides, even when its file is missing.
		break
	}
	// Restrictions are the user's filter, not the package's promise: what they
	// refuse lets the search go on in the module folders further up.
	if blocked {
		return false, nil
	}
	return false, fail(fmt.Sprintf("%q is exported by %s, but its target file does not exist", asked, packageLabel(q.desc)))
}

// exportsTarget resolves the path that an exports field gives.
func (s *session) exportsTarget(q *request) (bool, error) {
	if s.r.opts.ExtensionAliasForExports {
		return s.fieldRelative(q)
	}
	return s.relative(q)
}

// fieldRelative resolves a path from a field, with extension aliases. Imports are
// private to the package, so the importer's view of extensions holds; for exports
// it would reach files that the package does not list, and is an option.
func (s *session) fieldRelative(q *request) (bool, error) {
	for i := range s.r.opts.ExtensionAlias {
		if ok, stop, err := s.extensionAlias(q, &s.r.opts.ExtensionAlias[i], true, (*session).relative); ok || stop || err != nil {
			return ok, err
		}
	}
	return s.relative(q)
}

// importsField resolves "#x" by the imports field of the importer's package, the
// nearest package.json above it: a package.json that only sets "type" hides the
// imports of the package around it, as in Node.
func (s *session) importsField(q *request) (bool, error) {
	if q.desc == nil {
		return false, nil
	}
	for i := range s.r.imports {
		if m := q.desc.importsOf(&s.r.imports[i]); m != nil {
			return s.importsFieldOf(q, &s.r.imports[i], m)
		}
	}
	return false, nil
}

func (s *session) importsFieldOf(q *request, f *field, m *mapping) (bool, error) {
	asked := q.request + q.query + q.frag
	fail := func(problem string) error { return s.fieldError(q, f, m, asked, problem) }
	if q.directory {
		return false, fail(fmt.Sprintf("%q asks for a directory, but an imports field lists files only", asked+"/"))
	}
	targets, key, problem := m.targets(asked, s.r.conditions)
	if problem != "" {
		return false, fail(problem)
	}
	if len(targets) == 0 {
		return false, fail(s.notListed(q, m, asked, "imported"))
	}
	for i, target := range targets {
		path, query, fragment, ok := parseIdentifier(target)
		if !ok || path == "" {
			continue
		}
		next := *q
		next.query, next.frag = query, fragment
		if s.trace != nil {
			s.log("imports of %s: %q gives %q", q.desc.Path, asked, target)
			s.depth++
			defer func() { s.depth-- }()
		}
		// Unlike exports, imports may lead to another package:
		//
		//	"#fetch": {"node": "node-fetch", "default": "./fetch.js"}
		if path[0] != '.' {
			next.request = path
			next.relativePath = path
			next.fullySpecified = true
			return s.importsResolve(&next)
		}
		if invalidSegment(path[min(2, len(path)):], true) {
			if i < len(targets)-1 {
				continue
			}
			return false, fail(invalidTarget(target, key))
		}
		next.request = ""
		next.path = join(q.desc.Dir, path)
		next.relativePath = path
		return s.fieldRelative(&next)
	}
	return false, nil
}

func invalidTarget(target, key string) string {
	return fmt.Sprintf(`the target %q of %q is invalid: targets start with "./" and stay inside the package`, target, key)
}

// notListed says why nothing matched, with the usual cause if it is found.
func (s *session) notListed(q *request, m *mapping, asked, verb string) string {
	problem := fmt.Sprintf("%q is not %s by %s", asked, verb, packageLabel(q.desc))
	if names := s.r.opts.ConditionNames; len(names) > 0 {
		problem += " under the conditions " + strings.Join(names, ", ")
	}
	if hint := m.misplacedSubpaths(); hint != "" {
		problem += "; " + hint
	}
	return problem
}

func packageLabel(p *Package) string {
	if p.Name != "" {
		return fmt.Sprintf("the package %q in %s", p.Name, p.Dir)
	}
	return "the package " + p.Dir
}

func (s *session) fieldError(q *request, f *field, m *mapping, asked, problem string) error {
	if s.trace != nil {
		s.log("%s", problem)
	}
	return &ExportsError{
		Package:    q.desc.Dir,
		Name:       q.desc.Name,
		File:       q.desc.Path,
		Field:      f.name,
		Subpath:    asked,
		Conditions: s.r.opts.ConditionNames,
		Available:  m.available(),
		Problem:    problem,
	}
}
