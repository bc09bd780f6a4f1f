package resolver

// The second half of the pipeline: from an absolute path to a file that exists.

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

// fileOrDirectory prefers the file: with lib.js and lib/index.js, "./lib" is the
// file, and "./lib/" the directory. A fully specified request names a file.
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

// directoryExists is isDirectory, told to whoever listens.
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

// existingDirectory tries main fields only in the directory that holds the
// package.json, and then the main files. A main field that leads nowhere is no
// error: an index file may still answer.
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
//
//	{"main": "./lib"}   → lib.js, or the package or index file in lib/
//	{"main": "./lib/"}  → the directory only
//
// While a main field is followed it is not followed again, which would otherwise
// happen with {"main": "./"}.
func (s *session) mainField(q *request, f *field) (bool, error) {
	// A directory further in has the same description, but is not its root.
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

// withExtensions tries the bare name first, so that "./a.js" is a.js and not
// a.js.ts; enforceExtension leaves the bare name out.
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

// replaceableFile is the second chance for aliases and browser maps: in
//
//	{"browser": {"./lib/node.js": "./lib/web.js"}}
//
// the request "./node" from lib/ matches only now that it is a full path.
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

// finalFile asks the listing, and replaces the path by the real one.
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
