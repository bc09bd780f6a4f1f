package main

import (
	"bytes"
	"os"
	"regexp"
	"runtime"
	"testing"
)

// The address space is there, its pages are advised, and no memory is kept.
func TestAskForHugePages(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	askForHugePages()
	runtime.ReadMemStats(&after)
	if after.HeapSys < firstHeap {
		t.Skip("too small a machine")
	}
	if after.HeapAlloc > before.HeapAlloc+firstHeap/8 {
		t.Errorf("%d MB of heap before, %d MB after", before.HeapAlloc>>20, after.HeapAlloc>>20)
	}
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil || !bytes.Contains(maps, []byte("THPeligible")) {
		t.Skip("a kernel that does not tell")
	}
	if !regexp.MustCompile(`(?m)^VmFlags:.* hg`).Match(maps) {
		t.Error("no mapping is advised to use huge pages")
	}
}
