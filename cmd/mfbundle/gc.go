package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// roomyHeap is the heap, in bytes, that a one-shot build may fill before it
// collects garbage.
const roomyHeap = 160 << 20

// tuneForOneShot lets the garbage collector run only when the heap has grown to
// roomyHeap, for as long as less than half of that lives.
//
// A build ends within a second or two and frees its memory best by ending. Most
// of what it allocates is garbage at once: building 5.2 MB of sources in 2,250
// modules with source maps allocates 620 MB, of which 65 to 110 MB live at any
// time. docs/benchmarks.md has what that costs with other settings.
//
// The trigger is set through the percentage, not through a memory limit: near a
// limit Go also hands pages back to the system and faults them in again, which
// took a twentieth of the build, and with a live heap near the limit it collects
// without pause. Once more than half of roomyHeap lives, the defaults come back,
// and a build of ten times the size collects at twice of what lives, as any Go
// program does.
//
// GOGC and GOMEMLIMIT of the environment win. A watch keeps the defaults: it has
// to give back what it does not need between builds.
func tuneForOneShot() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	// The percentage is also one of 4 MB, the heap that Go takes for the smallest.
	debug.SetGCPercent(roomyHeap / (4 << 20) * 100)
	askForHugePages()
	afterCollection(func() (again bool) {
		sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(sample)
		live := uint64(roomyHeap)
		if sample[0].Value.Kind() == metrics.KindUint64 {
			live = max(sample[0].Value.Uint64(), 1<<20)
		}
		if live > roomyHeap/2 {
			debug.SetGCPercent(100)
			return false
		}
		debug.SetGCPercent(int((roomyHeap - live) * 100 / live))
		return true
	})
}

// afterCollection calls f behind each garbage collection until it returns false.
// Nothing refers to the sentinel, so each collection finds it and runs its
// finalizer. It is not tiny, as tiny objects share a block and may live on.
func afterCollection(f func() (again bool)) {
	sentinel := new([64]byte)
	runtime.SetFinalizer(sentinel, func(*[64]byte) {
		if f() {
			afterCollection(f)
		}
	})
}
