// Package hook has the two kinds of extension point that the compiler offers:
// Series runs every tap in order, Bail takes the first answer.
//
// Hooks are filled while plugins are applied and only read once a build runs,
// so calling one from many goroutines needs no lock.
package hook

import (
	"context"
	"fmt"
	"sort"
)

type tap[F any] struct {
	name  string
	stage int
	fn    F
}

type taps[F any] struct {
	list   []tap[F]
	sealed bool
}

func (t *taps[F]) add(name string, stage int, fn F) {
	if t.sealed {
		panic(fmt.Sprintf("hook: %s taps after the build has started", name))
	}
	t.list = append(t.list, tap[F]{name, stage, fn})
	// Stable, so that taps of one stage keep the order in which plugins were listed.
	sort.SliceStable(t.list, func(i, j int) bool { return t.list[i].stage < t.list[j].stage })
}

// Series calls every tap, by stage and then in the order of tapping, until one
// returns an error. The zero value is an empty hook.
type Series[A any] struct {
	taps[func(context.Context, A) error]
}

// Tap adds fn. Lower stages run first. It panics once the hook is sealed.
func (s *Series[A]) Tap(name string, stage int, fn func(context.Context, A) error) {
	s.add(name, stage, fn)
}

// Empty reports whether nobody taps, so that a caller can skip preparing the
// argument.
func (s *Series[A]) Empty() bool { return len(s.list) == 0 }

// Seal forbids further taps.
func (s *Series[A]) Seal() { s.sealed = true }

// Call runs the taps. The error of a tap is returned with the tap's name.
func (s *Series[A]) Call(ctx context.Context, a A) error {
	for i := range s.list {
		if err := s.list[i].fn(ctx, a); err != nil {
			return fmt.Errorf("%s: %w", s.list[i].name, err)
		}
	}
	return nil
}

// Bail asks every tap in turn and takes the first answer. The zero value is an
// empty hook.
type Bail[A, R any] struct {
	taps[func(context.Context, A) (R, bool, error)]
}

// Tap adds fn, whose second result says whether the first is an answer. Lower
// stages are asked first. It panics once the hook is sealed.
func (b *Bail[A, R]) Tap(name string, stage int, fn func(context.Context, A) (R, bool, error)) {
	b.add(name, stage, fn)
}

// Empty reports whether nobody taps.
func (b *Bail[A, R]) Empty() bool { return len(b.list) == 0 }

// Seal forbids further taps.
func (b *Bail[A, R]) Seal() { b.sealed = true }

// Call returns the first answer, and false when no tap has one. The error of a
// tap is returned with the tap's name.
func (b *Bail[A, R]) Call(ctx context.Context, a A) (R, bool, error) {
	for i := range b.list {
		r, ok, err := b.list[i].fn(ctx, a)
		if err != nil {
			return r, false, fmt.Errorf("%s: %w", b.list[i].name, err)
		}
		if ok {
			return r, true, nil
		}
	}
	var zero R
	return zero, false, nil
}
