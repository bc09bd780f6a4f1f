package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

// startHeap is the memory up to which a one-shot build does not collect garbage.
const startHeap = 300 << 20

// tuneForOneShot switches the garbage collector off until the process holds
// startHeap bytes, and on as usual from there.
//
// A build that ends within a second or two frees its memory best by ending. With
// the default of 100 the collector runs whenever the heap doubles, which for a
// heap that only grows is work for nothing.
//
// Only a memory limit with the collector off would not do: once the live heap
// comes near the limit, Go collects all the time (up to half of the CPU) to stay
// below it. So the first collection restores the defaults, and a build of ten
// times the size collects at 2x of what lives, as any Go program.
//
// GOGC and GOMEMLIMIT of the environment win.
func tuneForOneShot() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(startHeap)
	// Nothing refers to the sentinel, so its finalizer runs behind the first
	// collection. It must not be tiny: tiny objects share a block and may live on.
	sentinel := new([64]byte)
	runtime.SetFinalizer(sentinel, func(*[64]byte) {
		debug.SetGCPercent(100)
		debug.SetMemoryLimit(math.MaxInt64)
	})
}
