// Package par holds the one parallel loop that the passes use.
package par

import (
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// Panic is what For re-raises when the body panicked on another goroutine: it
// keeps the stack of that goroutine, which would be lost otherwise.
type Panic struct {
	Value any
	Stack []byte
}

// Error makes a Panic readable when it is printed.
func (p *Panic) Error() string { return fmt.Sprintf("%v\n%s", p.Value, p.Stack) }

// For calls body(i) for every i in [0, n) on up to workers goroutines and waits
// for all. The body writes only to slot i of whatever it fills. With one worker
// it is a plain loop in order, which is how to debug a race. A panic in a body
// is re-raised as *Panic on the calling goroutine.
func For(n, workers int, body func(i int)) {
	if workers > n {
		workers = n
	}
	if workers <= 1 {
		for i := 0; i < n; i++ {
			body(i)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	var once sync.Once
	var caught *Panic
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer func() {
				if r := recover(); r != nil {
					once.Do(func() { caught = &Panic{r, debug.Stack()} })
				}
			}()
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				body(i)
			}
		}()
	}
	wg.Wait()
	if caught != nil {
		panic(caught)
	}
}
