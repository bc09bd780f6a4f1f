package main

import (
	"fmt"
	"io"
	"time"
)

// progress is the line that counts modules while they are read. It shows on a
// terminal only: in a log each update would be a line of its own.
type progress struct {
	w     io.Writer // nil when it does not show
	name  string
	next  time.Time
	shown bool
}

func newProgress(w io.Writer, quiet bool, name string) *progress {
	p := &progress{name: name, next: time.Now().Add(100 * time.Millisecond)}
	if !quiet && !inCI() && isTerminal(w) {
		p.w = w
	}
	return p
}

// scanned is called for each module, so it looks at the clock and no more until
// it is time to write again. Fast builds show nothing.
func (p *progress) scanned(done, known int) {
	if p.w == nil || time.Now().Before(p.next) {
		return
	}
	p.next = time.Now().Add(50 * time.Millisecond)
	p.shown = true
	fmt.Fprintf(p.w, "\r\x1b[K%s: %d of %d modules", p.name, done, known)
}

// clear removes the line again.
func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}
