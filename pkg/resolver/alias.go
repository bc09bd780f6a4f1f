package resolver

import (
	"slices"
	"strings"
)

// An aliasList is a list of aliases made ready for matching.
type aliasList struct {
	items []aliasItem
	// first holds, for each byte, the items whose name begins with it or with a
	// star: most requests then look at none or one of a long list.
	first [256][]int32
}

type aliasItem struct {
	Alias
	slash          string // name + "/"
	absolute       string // cleaned form of an absolute name, with a slash; or ""
	prefix, suffix string // around the star
	star           bool
}

func compileAliases(list []Alias) *aliasList {
	if len(list) == 0 {
		return nil
	}
	l := &aliasList{items: make([]aliasItem, len(list))}
	for i, alias := range list {
		item := &l.items[i]
		item.Alias = alias
		item.Targets = slices.Clone(alias.Targets)
		item.slash = alias.Name + "/"
		if typeOf(alias.Name) == typePosix {
			item.absolute = strings.TrimSuffix(normalize(alias.Name), "/") + "/"
		}
		if prefix, suffix, ok := strings.Cut(alias.Name, "*"); ok && !strings.Contains(suffix, "*") && !alias.OnlyModule {
			item.prefix, item.suffix, item.star = prefix, suffix, true
		}
		if alias.Name == "" || (item.star && item.prefix == "") {
			for c := range l.first {
				l.first[c] = append(l.first[c], int32(i))
			}
			continue
		}
		c := alias.Name[0]
		l.first[c] = append(l.first[c], int32(i))
	}
	return l
}

func (l *aliasList) empty() bool { return l == nil }

// matches tells how an item matches: whole (the name, or something below it), or
// by its star, with the text that the star stands for.
func (item *aliasItem) matches(request string, written bool) (whole, byStar bool, text string) {
	whole = request == item.Name
	if !whole && !item.OnlyModule {
		whole = (written && strings.HasPrefix(request, item.slash)) ||
			(item.absolute != "" && strings.HasPrefix(request, item.absolute))
	}
	if item.star && strings.HasPrefix(request, item.prefix) && strings.HasSuffix(request, item.suffix) {
		byStar = true
		if end := len(request) - len(item.suffix); end > len(item.prefix) {
			text = request[len(item.prefix):end]
		}
	}
	return whole, byStar, text
}

// applyAliases tries the aliases that match q. stop says that one was applied and
// led nowhere: the request as written must not be tried.
func (s *session) applyAliases(list *aliasList, q *request, what string) (ok, stop bool, err error) {
	if list.empty() {
		return false, false, nil
	}
	inner, written := q.request, true
	if inner == "" {
		// A file: aliases also match absolute paths.
		inner, written = q.path, false
	}
	if inner == "" {
		return false, false, nil
	}
	for _, i := range list.first[inner[0]] {
		item := &list.items[i]
		whole, byStar, text := item.matches(inner, written)
		if !whole && !byStar {
			continue
		}
		if item.Ignore {
			if s.trace != nil {
				s.log("%s %q is false", what, item.Name)
			}
			s.ignored(q)
			return true, false, nil
		}
		applied, found := false, false
		for _, target := range item.Targets {
			replaced, use := "", false
			if byStar {
				replaced, use = strings.Replace(target, "*", text, 1), true
			}
			// A target that the request already lies in would be replaced for ever:
			//
			//	alias: {lib: "lib/dist"}   // "lib/dist/x" stays as it is
			if whole && inner != target && !strings.HasPrefix(inner, target+"/") {
				replaced, use = target+inner[len(item.Name):], true
			}
			if !use {
				continue
			}
			applied = true
			if ok, err := s.followAlias(q, replaced, what, item.Name); err != nil || ok && !s.goOn() {
				return ok, false, err
			} else if ok {
				found = true
			}
		}
		if found {
			return true, false, nil
		}
		if applied {
			return false, true, nil
		}
	}
	return false, false, nil
}

// followAlias resolves what an alias gave, from the same directory.
func (s *session) followAlias(q *request, replaced, what, name string) (bool, error) {
	if s.trace != nil {
		s.log("%s %q gives %q", what, name, replaced)
		s.depth++
		defer func() { s.depth-- }()
	}
	if isFileURL(replaced) {
		path, err := fileURLToPath(replaced)
		if err != nil {
			return false, &RequestError{Specifier: replaced, Message: err.Error()}
		}
		replaced = path
	}
	next := *q
	next.request = replaced
	return s.internalResolve(&next)
}

// innerRequest is the form in which browser maps name a request: relative to the
// package for paths, as written for packages. Since join drops a leading "./",
// a file asked for by "./x" from the root also answers to the key "x", which
// enhanced-resolve does too.
func innerRequest(q *request) string {
	if q.request == "" {
		return q.relativePath
	}
	if q.relativePath != "" && isRelative(q.request) {
		return join(q.relativePath, q.request)
	}
	return q.request
}

// aliasField applies a browser map of the package that contains q.
//
//	{"browser": {"fs": false, "./node.js": "./web.js", "http": "stream-http"}}
//
// Keys name packages as they are requested and files relative to the package.
// Targets are requests from the root of the package.
func (s *session) aliasField(q *request, f *field) (ok, stop bool, err error) {
	if q.desc == nil {
		return false, false, nil
	}
	table := q.desc.replacementsOf(f)
	if table == nil {
		return false, false, nil
	}
	inner := innerRequest(q)
	if inner == "" {
		return false, false, nil
	}
	found, has := table[inner]
	if !has && strings.HasPrefix(inner, "./") {
		found, has = table[inner[2:]]
	}
	if !has || (found.target == inner && !found.ignore) {
		return false, false, nil
	}
	if found.ignore {
		if s.trace != nil {
			s.log("%s of %s: %q is false", f.name, q.desc.Path, inner)
		}
		s.ignored(q)
		return true, false, nil
	}
	if s.trace != nil {
		s.log("%s of %s: %q gives %q", f.name, q.desc.Path, inner, found.target)
		s.depth++
		defer func() { s.depth-- }()
	}
	next := *q
	next.path = q.desc.Dir
	next.request = found.target
	ok, err = s.internalResolve(&next)
	return ok, true, err
}

// extensionAlias replaces the extension of a request as written, or with onPath
// the extension of a path that a field produced, and hands on to then.
func (s *session) extensionAlias(q *request, alias *ExtensionAlias, onPath bool, then func(*session, *request) (bool, error)) (ok, stop bool, err error) {
	source := q.request
	if onPath {
		source = q.path
	}
	stem, found := strings.CutSuffix(source, alias.Extension)
	if !found || source == "" {
		return false, false, nil
	}
	relative, hasRelative := strings.CutSuffix(q.relativePath, alias.Extension)
	for i, target := range alias.Targets {
		next := *q
		next.fullySpecified = true
		if onPath {
			next.path = stem + target
			if hasRelative {
				next.relativePath = relative + target
			}
		} else {
			next.request = stem + target
		}
		if s.trace != nil {
			s.log("extension alias %q gives %q", alias.Extension, target)
		}
		mark := len(s.stack)
		ok, err := then(s, &next)
		s.stack = s.stack[:mark]
		if ok {
			return true, false, nil
		}
		// A broken candidate does not hide the ones after it.
		if err != nil && (i == len(alias.Targets)-1 || s.endless != nil) {
			return false, false, err
		}
	}
	// With the extension among its own aliases the request keeps its plain
	// meaning too: as a directory, or with an extension added.
	return false, !slices.Contains(alias.Targets, alias.Extension), nil
}
