package resolver

import "strings"

// rawModule finds a package request, which either is found here or not at all: below a tsconfig's baseUrl, in the importer's own
// package when that has the name, and in the module directories.
func (s *session) rawModule(q *request) (bool, error) {
	if q.project != nil {
		if ok, err := s.projectModules(q); ok || err != nil {
			return ok, err
		}
	}
	for i := range s.r.exports {
		if ok, err := s.selfReference(q, &s.r.exports[i]); ok || err != nil {
			return ok, err
		}
	}
	found := false
	for i := range s.r.modules {
		group := &s.r.modules[i]
		if group.root != "" {
			if s.trace != nil {
				s.log("look for modules in %s", group.root)
			}
			if ok, err := s.inModuleFolder(q, trimSlash(group.root)); err != nil || ok && !s.goOn() {
				return ok, err
			} else if ok {
				found = true
			}
			continue
		}
		for _, folder := range s.moduleFolders(q.path, i) {
			if ok, err := s.inModuleFolder(q, folder); err != nil || ok && !s.goOn() {
				return ok, err
			} else if ok {
				found = true
				break // further up are other versions
			}
		}
	}
	return found, nil
}

// moduleFolders lists the folders of a group that exist at or above dir, nearest
// first.
func (s *session) moduleFolders(dir string, group int) []string {
	key := folderKey{dir, group}
	// Someone who wants to know what is missing needs the whole walk.
	listen := s.listening()
	if !listen {
		if folders, ok := s.memo.folders.load(key); ok {
			return folders
		}
	}
	var folders []string
	for at := dir; at != ""; at = parentDir(at) {
		for _, name := range s.r.modules[group].names {
			folder := trimSlash(join(at, name))
			if s.isDirectory(folder) {
				folders = append(folders, folder)
				continue
			}
			s.missing(folder)
			if s.trace != nil {
				s.log("%s is no directory", folder)
			}
		}
	}
	if !listen {
		folders = s.memo.folders.add(key, folders)
	}
	return folders
}

// inModuleFolder splits "name/rest" or "@scope/name/rest" and resolves the rest
// in the folder of the package.
func (s *session) inModuleFolder(q *request, folder string) (bool, error) {
	next := *q
	next.module = false
	name, rest := splitPackageName(q.request)
	// fullySpecified is about paths: the bare name of a package still uses its
	// main field and index file.
	if rest == "" {
		next.request = "."
		next.fullySpecified = false
	} else {
		next.request = "." + rest
	}
	next.path = trimSlash(join(folder, "./"+name))
	if next.relativePath != "" {
		next.relativePath = join(next.relativePath, "./"+name)
	}
	if s.trace != nil {
		s.log("look for %q in %s", name, folder)
		s.depth++
		defer func() { s.depth-- }()
	}
	return s.asModule(&next)
}

// splitPackageName splits a package request before the slash that follows the
// name; rest is "" or begins with "/".
func splitPackageName(request string) (name, rest string) {
	i := indexFrom(request, '/', 1)
	if i >= 0 && request[0] == '@' {
		i = indexFrom(request, '/', i+1)
	}
	if i < 0 {
		return request, ""
	}
	return request[:i], request[i:]
}

// selfReference lets a package with an exports field import itself by name.
func (s *session) selfReference(q *request, f *field) (bool, error) {
	if q.desc == nil || q.request == "" || q.desc.exportsOf(f) == nil {
		return false, nil
	}
	name := q.desc.Name
	rest, ok := strings.CutPrefix(q.request, name)
	if !ok || (rest != "" && rest[0] != '/') || !q.desc.Has("name") {
		return false, nil
	}
	if s.trace != nil {
		s.log("the package %s refers to itself", q.desc.Dir)
	}
	next := *q
	next.request = "." + rest
	next.path = q.desc.Dir
	next.relativePath = "."
	return s.asModule(&next)
}

// asModule resolves a request within what may be a package: a single file next to
// other packages, or a folder.
func (s *session) asModule(q *request) (bool, error) {
	mark := len(s.stack)
	if err := s.enter(stepAsModule, q); err != nil {
		return false, err
	}
	ok, err := s.fileOrPackage(q)
	s.stack = s.stack[:mark]
	return ok, err
}

// fileOrPackage first tries a lone file, such as node_modules/tool.js for "tool".
// Only the bare name may be one; "tool/x" and "tool/" ask for a folder.
func (s *session) fileOrPackage(q *request) (bool, error) {
	if !q.directory && q.request == "." && !s.r.opts.ResolveToContext {
		if ok, err := s.describedFile(q); ok || err != nil {
			return ok, err
		}
	}
	if !s.directoryExists(q.path) {
		return false, nil
	}
	next := *q
	if _, err := s.describe(&next, next.path); err != nil {
		return false, err
	}
	// An exports field counts only in the package.json of this very folder.
	if next.desc != nil && next.relativePath == "." {
		for i := range s.r.exports {
			if m := next.desc.exportsOf(&s.r.exports[i]); m != nil {
				return s.exportsField(&next, &s.r.exports[i], m)
			}
		}
	}
	return s.joinRequest(&next)
}
