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

func (s *session) describedResolve(q *request) (bool, error) {
	if ok, err := s.rawResolve(q); ok || err != nil {
		return ok, err
	}
	ok, _, err := s.applyAliases(s.r.fallback, q, "fallback")
	return ok, err
}

// rawResolve lets everything that may replace the request have its say.
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

// normalResolve branches by the kind of the request.
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
	if !o.PreferRelative && !o.PreferAbsolute {
		return s.joinRequest(q)
	}
	return false, nil
}

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

// relative resolves a path as a file, then as a directory.
func (s *session) relative(q *request) (bool, error) {
	mark := len(s.stack)
	if err := s.enter(stepRelative, q); err != nil {
		return false, err
	}
	ok, err := s.fileOrDirectory(q)
	s.stack = s.stack[:mark]
	return ok, err
}

func (s *session) fileOrDirectory(q *request) (bool, error) {
	next := *q
	if _, err := s.describe(&next, parentDir(next.path)); err != nil {
		return false, err
	}
	if s.r.opts.ResolveToContext {
		return s.directory(&next)
	}
	if !next.directory {
		if ok, err := s.rawFile(&next); ok || err != nil {
			return ok, err
		}
	}
	if !next.fullySpecified {
		return s.directory(&next)
	}
	return false, nil
}

// directory resolves a directory by its main fields and main files.
func (s *session) directory(q *request) (bool, error) {
	if !s.directoryExists(q.path) {
		return false, nil
	}
	mark := len(s.stack)
	if err := s.enter(stepDirectory, q); err != nil {
		return false, err
	}
	ok, err := s.existingDirectory(q)
	s.stack = s.stack[:mark]
	return ok, err
}

func (s *session) directoryExists(path string) bool {
	if s.isDirectory(path) {
		if s.deps != nil {
			s.deps.file(path)
		}
		return true
	}
	s.missing(path)
	if s.trace != nil {
		s.log("%s is no directory", path)
	}
	return false
}

func (s *session) existingDirectory(q *request) (bool, error) {
	if s.r.opts.ResolveToContext {
		return s.resolved(q)
	}
	next := *q
	described, err := s.describe(&next, next.path)
	if err != nil {
		return false, err
	}
	if described {
		for i := range s.r.mainFields {
			if ok, err := s.mainField(&next, &s.r.mainFields[i]); ok || err != nil {
				return ok, err
			}
		}
	}
	for _, name := range s.r.opts.MainFiles {
		file := next
		file.path = join(next.path, name)
		if file.relativePath != "" {
			file.relativePath = join(file.relativePath, name)
		}
		if ok, err := s.describedFile(&file); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// mainField follows one main field of the package whose root the directory is.
func (s *session) mainField(q *request, f *field) (bool, error) {
	if q.path != q.desc.Dir || q.triedMain == q.desc.Path {
		return false, nil
	}
	main := q.desc.mainOf(f)
	if main == "" {
		return false, nil
	}
	if s.trace != nil {
		s.log("%s is %q in %s", f.name, main, q.desc.Path)
		s.depth++
		defer func() { s.depth-- }()
	}
	next := *q
	next.request = main
	next.module = false
	next.directory = main[len(main)-1] == '/'
	next.triedMain = q.desc.Path
	return s.joinRequest(&next)
}

// describedFile finds the description of a file's folder before trying the file.
func (s *session) describedFile(q *request) (bool, error) {
	next := *q
	if _, err := s.describe(&next, parentDir(next.path)); err != nil {
		return false, err
	}
	return s.rawFile(&next)
}

// rawFile tries a path as it is and with each extension.
func (s *session) rawFile(q *request) (bool, error) {
	if q.fullySpecified {
		return s.file(q)
	}
	mark := len(s.stack)
	if err := s.enter(stepRawFile, q); err != nil {
		return false, err
	}
	ok, err := s.withExtensions(q)
	s.stack = s.stack[:mark]
	return ok, err
}

func (s *session) withExtensions(q *request) (bool, error) {
	if !s.r.enforce {
		if ok, err := s.file(q); ok || err != nil {
			return ok, err
		}
	}
	if !s.listening() && !s.mayBeReplaced(q) {
		return s.firstExtension(q)
	}
	for _, extension := range s.r.opts.Extensions {
		next := *q
		next.path += extension
		if next.relativePath != "" {
			next.relativePath += extension
		}
		if ok, err := s.file(&next); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// firstExtension is withExtensions for a path that nothing replaces, when nobody
// wants to hear what was tried: it builds no path but that of a file that exists.
func (s *session) firstExtension(q *request) (bool, error) {
	dir, base := splitPath(q.path)
	if dir == "" {
		return false, nil
	}
	d := s.directoryOf(dir)
	if !d.exists {
		return false, nil
	}
	var buffer [128]byte
	name := append(buffer[:0], base...)
	for _, extension := range s.r.opts.Extensions {
		if d.kindOf(append(name, extension...)) != kindFile {
			continue
		}
		next := *q
		next.path += extension
		if next.relativePath != "" {
			next.relativePath += extension
		}
		if ok, err := s.finalFile(&next); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// file tries one path. Aliases and browser maps may send even a path that does
// not exist elsewhere.
func (s *session) file(q *request) (bool, error) {
	if !s.mayBeReplaced(q) {
		return s.finalFile(q)
	}
	mark := len(s.stack)
	if err := s.enter(stepFile, q); err != nil {
		return false, err
	}
	ok, err := s.replaceableFile(q)
	s.stack = s.stack[:mark]
	return ok, err
}

// mayBeReplaced keeps the common file, which nothing replaces, off the slow path.
func (s *session) mayBeReplaced(q *request) bool {
	if !s.r.alias.empty() {
		return true
	}
	if q.desc != nil {
		for i := range s.r.aliasFields {
			if q.desc.replacementsOf(&s.r.aliasFields[i]) != nil {
				return true
			}
		}
	}
	return false
}

func (s *session) replaceableFile(q *request) (bool, error) {
	if ok, stop, err := s.applyAliases(s.r.alias, q, "alias"); ok || stop || err != nil {
		return ok, err
	}
	for i := range s.r.aliasFields {
		if ok, stop, err := s.aliasField(q, &s.r.aliasFields[i]); ok || stop || err != nil {
			return ok, err
		}
	}
	return s.finalFile(q)
}

func (s *session) finalFile(q *request) (bool, error) {
	if !s.isFile(q.path) {
		s.missing(q.path)
		if s.trace != nil {
			s.log("%s is no file", q.path)
		}
		return false, nil
	}
	if s.deps != nil {
		s.deps.file(q.path)
	}
	if s.trace != nil {
		s.log("%s is a file", q.path)
	}
	if !s.r.opts.Symlinks {
		return s.resolved(q)
	}
	dir, base := splitPath(q.path)
	real := s.store.realFile(s.last, dir, base)
	if real == q.path {
		return s.resolved(q)
	}
	if s.trace != nil {
		s.log("its real path is %s", real)
	}
	if s.deps != nil {
		s.deps.file(real)
	}
	// The real path decides: if the restrictions refuse it, the symlink does not
	// get in by its own name.
	next := *q
	next.path = real
	return s.resolved(&next)
}

// resolved applies the restrictions and keeps the result.
func (s *session) resolved(q *request) (bool, error) {
	for i := range s.r.opts.Restrictions {
		if s.r.opts.Restrictions[i].accepts(q.path) {
			continue
		}
		if s.trace != nil {
			s.log("%s is outside the restrictions", q.path)
		}
		if s.refused == "" {
			s.refused = q.path
		}
		if q.blocked != nil {
			*q.blocked = true
		}
		return false, nil
	}
	s.out = Result{Path: q.path, Query: q.query, Fragment: q.frag}
	if s.trace != nil {
		s.log("resolved to %s", s.out.Identifier())
	}
	return true, nil
}

// ignored keeps the result that an alias to false stands for.
func (s *session) ignored(q *request) {
	s.out = Result{Query: q.query, Fragment: q.frag, Ignored: true}
	if s.trace != nil {
		s.log("ignored")
	}
}
