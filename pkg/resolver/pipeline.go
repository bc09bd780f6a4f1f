package resolver

// The steps of a resolution, in the order in which a plain request passes them.
// Each answers whether s.out holds a result. An answer "false" lets the caller
// try its next alternative; where enhanced-resolve forbids alternatives, the
// caller returns at once.

// run resolves a request as written by the user.
func (s *session) run(dir, specifier string) (bool, error) {
	if s.trace != nil {
		s.log("resolve %q in %q", specifier, dir)
		s.depth++
	}
	q := request{path: dir}
	return s.parse(&q, specifier, s.r.opts.FullySpecified, true)
}

// internalResolve resolves a request made by an alias or a browser map, to which
// fullySpecified does not apply.
func (s *session) internalResolve(q *request) (bool, error) {
	mark := len(s.stack)
	if err := s.enter(stepInternalResolve, q); err != nil {
		return false, err
	}
	ok, err := s.parse(q, q.request, false, true)
	s.stack = s.stack[:mark]
	return ok, err
}

// importsResolve resolves the package that an imports field names. It cannot lead
// into another imports field: Node does not resolve "#a" -> "#b".
func (s *session) importsResolve(q *request) (bool, error) {
	mark := len(s.stack)
	if err := s.enter(stepImportsResolve, q); err != nil {
		return false, err
	}
	ok, err := s.parse(q, q.request, false, false)
	s.stack = s.stack[:mark]
	return ok, err
}

// parse takes a request apart. "./a#b" may be a file name or a file with a
// fragment: the name is tried first.
func (s *session) parse(q *request, specifier string, fullySpecified, mayBeInternal bool) (bool, error) {
	if isFileURL(specifier) {
		path, err := fileURLToPath(specifier)
		if err != nil {
			return false, &RequestError{Specifier: specifier, Message: err.Error()}
		}
		specifier = path
	}
	id := parseRequest(specifier)
	next := *q
	next.request = id.request
	if id.query != "" {
		next.query = id.query
	}
	if id.fragment != "" {
		next.frag = id.fragment
	}
	next.module, next.directory = id.module, id.directory
	next.internal = id.internal && mayBeInternal
	next.fullySpecified = fullySpecified

	if next.request != "" && next.query == "" && next.frag != "" {
		whole := next
		if whole.directory {
			whole.request += "/"
		}
		whole.request += next.frag
		whole.directory = whole.request[len(whole.request)-1] == '/'
		if whole.directory {
			whole.request = whole.request[:len(whole.request)-1]
		}
		whole.frag = ""
		if ok, err := s.parsedResolve(&whole); ok || err != nil {
			return ok, err
		}
	}
	return s.parsedResolve(&next)
}

// parsedResolve finds the package that the importer belongs to: its browser map,
// its imports and its own name apply to what follows.
func (s *session) parsedResolve(q *request) (bool, error) {
	mark := len(s.stack)
	if err := s.enter(stepParsed, q); err != nil {
		return false, err
	}
	next := *q
	if _, err := s.describe(&next, next.path); err != nil {
		return false, err
	}
	ok, err := s.describedResolve(&next)
	s.stack = s.stack[:mark]
	return ok, err
}

// describedResolve has the fallbacks for what everything else could not find. An
// error is not "not found": a package that forbids a subpath has no fallback.
func (s *session) describedResolve(q *request) (bool, error) {
	if ok, err := s.rawResolve(q); ok || err != nil {
		return ok, err
	}
	ok, _, err := s.applyAliases(s.r.fallback, q, "fallback")
	return ok, err
}

// rawResolve lets everything that may replace the request have its say, the user's
// options before the package's. What replaces a request starts over with
// internalResolve, so that replacements may follow each other.
func (s *session) rawResolve(q *request) (bool, error) {
	if ok, stop, err := s.applyAliases(s.r.alias, q, "alias"); ok || stop || err != nil {
		return ok, err
	}
	next := *q
	if s.r.opts.TSConfig != "" {
		if ok, err := s.tsconfigPaths(&next); ok || err != nil {
			return ok, err
		}
	}
	for i := range s.r.aliasFields {
		if ok, stop, err := s.aliasField(&next, &s.r.aliasFields[i]); ok || stop || err != nil {
			return ok, err
		}
	}
	for i := range s.r.opts.ExtensionAlias {
		if ok, stop, err := s.extensionAlias(&next, &s.r.opts.ExtensionAlias[i], false, (*session).normalResolve); ok || stop || err != nil {
			return ok, err
		}
	}
	return s.normalResolve(&next)
}

// normalResolve branches by the kind of the request: a package and "#x" are found
// by their own rules alone, everything else is joined to the directory.
func (s *session) normalResolve(q *request) (bool, error) {
	mark := len(s.stack)
	if err := s.enter(stepNormal, q); err != nil {
		return false, err
	}
	ok, err := s.byKind(q)
	s.stack = s.stack[:mark]
	return ok, err
}

func (s *session) byKind(q *request) (bool, error) {
	o := &s.r.opts
	if o.PreferRelative {
		if ok, err := s.joinRequest(q); ok || err != nil {
			return ok, err
		}
	}
	if q.module {
		return s.rawModule(q)
	}
	if q.internal {
		return s.importsField(q)
	}
	if o.PreferAbsolute {
		if ok, err := s.joinRequest(q); ok || err != nil {
			return ok, err
		}
	}
	if len(o.Roots) > 0 && q.request != "" && q.request[0] == '/' {
		if ok, err := s.inRoots(q); ok || err != nil {
			return ok, err
		}
	}
	// With either preference on, the joined path has been tried above.
	if !o.PreferRelative && !o.PreferAbsolute {
		return s.joinRequest(q)
	}
	return false, nil
}

// inRoots takes "/x" as relative to each root in turn, as a web server does. A
// path that exists in none of them may still be an absolute file.
func (s *session) inRoots(q *request) (bool, error) {
	for _, root := range s.r.opts.Roots {
		next := *q
		next.path = trimSlash(join(root, q.request[1:]))
		if next.relativePath != "" {
			next.relativePath = next.path
		}
		if s.trace != nil {
			s.log("in the root %q", root)
		}
		if ok, err := s.relative(&next); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// joinRequest turns directory and request into one path.
func (s *session) joinRequest(q *request) (bool, error) {
	next := *q
	next.path = trimSlash(join(q.path, q.request))
	if next.relativePath != "" {
		next.relativePath = join(next.relativePath, q.request)
	}
	next.request = ""
	return s.relative(&next)
}
