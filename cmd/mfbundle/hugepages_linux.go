package main

import (
	"runtime"
	"syscall"
)

// firstHeap is how much of the heap's address space, in bytes, large pages are
// asked for. It is above what a build with roomyHeap comes to use.
const firstHeap = 320 << 20

// enoughMemory is the machine below which nothing is reserved ahead.
const enoughMemory = 1 << 30

// askForHugePages lets the kernel back the first firstHeap bytes of the heap with
// pages of 2 MB. A build touches fresh memory all of its life, and in pages of
// 4 kB that was 68,000 page faults and a third of its processor time.
//
// Most distributions give such pages only to who asks, and Go does not ask. The
// heap grows here to its later size in one piece, of which nothing is touched;
// what is advised for the addresses stays when the piece is freed again. It costs
// address space but no memory, and 1 ms.
func askForHugePages() {
	var info syscall.Sysinfo_t
	if syscall.Sysinfo(&info) != nil || uint64(info.Totalram)*uint64(info.Unit) < enoughMemory {
		return
	}
	piece := make([]byte, firstHeap)
	// The error is of no interest: a kernel without them uses small pages.
	_ = syscall.Madvise(piece, syscall.MADV_HUGEPAGE)
	runtime.KeepAlive(piece)
	piece = nil
	runtime.GC()
}
