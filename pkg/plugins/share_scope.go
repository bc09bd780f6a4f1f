package plugins

import (
	"fmt"
	"sync"
)

// Provider is one offer of a package to a share scope, as the build sees it.
type Provider struct {
	Scope, Key, Version string
	File                string // display name of the module that is offered
	Eager, Singleton    bool
	Strict              bool
}

// shareScopes is the share scope manager of a build: the registry of all
// providers, which finds at build time what would collide at run time. It is
// safe for concurrent use.
type shareScopes struct {
	mu   sync.Mutex
	byID map[[3]string]Provider // scope, key, version
}

func newShareScopes() *shareScopes {
	return &shareScopes{byID: make(map[[3]string]Provider)}
}

// RegisterError says that two providers of one build exclude each other.
type RegisterError struct {
	First, Second Provider
	Reason        string
}

func (e *RegisterError) Error() string {
	return fmt.Sprintf("share %q %s is provided by %q and by %q: %s", e.Second.Key, e.Second.Version, e.First.File, e.Second.File, e.Reason)
}

// register adds a provider. The error is a *RegisterError; the first provider
// stays registered.
func (s *shareScopes) register(p Provider) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := [3]string{p.Scope, p.Key, p.Version}
	old, ok := s.byID[id]
	switch {
	case !ok:
		s.byID[id] = p
		return nil
	case old == p:
		return nil
	case old.Eager != p.Eager:
		return &RegisterError{old, p, "one is eager and the other is not"}
	case old.File != p.File:
		return &RegisterError{old, p, "the scope keeps one of them, and which one is left to chance"}
	}
	return &RegisterError{old, p, "their options differ"}
}
