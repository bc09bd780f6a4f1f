package compiler

// LinkedBefore reports whether the modules of a build are linked as the build before
// it linked them.
func (s *Stage) LinkedBefore() bool { return s.before != nil }
