package watch

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
)

// write writes what a build changed. The compiler itself writes the first build
// only: afterwards what is on disk is known, and comparing with memory spares
// reading the whole output for every edit (measured on 175 files of 24 MB: 120 ms
// of 800).
func (a *app) write(b *compiler.Build) error {
	if b.Output == nil {
		return nil
	}
	started := time.Now()
	dir := a.config.Output.Path
	output := make(map[string][]byte)
	var changed []*emit.Asset
	for _, f := range b.Output.Assets.List() {
		output[f.Name] = f.Data
		old, known := a.output[f.Name]
		if a.count > 0 && !(known && bytes.Equal(old, f.Data) && onDisk(filepath.Join(dir, filepath.FromSlash(f.Name)), len(f.Data))) {
			changed = append(changed, f)
		}
	}
	if a.count > 0 {
		written, err := emit.Write(dir, changed, false, nil, runtime.GOMAXPROCS(0))
		if err != nil {
			return err
		}
		b.Written = written
		for name := range a.output {
			if _, still := output[name]; !still && a.config.Output.Clean && !a.config.Output.Keeps(name) {
				_ = os.Remove(filepath.Join(dir, filepath.FromSlash(name))) // somebody else did, at worst
			}
		}
		b.Timings = append(b.Timings, compiler.Timing{Pass: "emit", Took: time.Since(started)})
	}
	a.output = output
	return nil
}

// onDisk reports whether a file is there with the size that it was written
// with, which tells whether somebody emptied the output folder.
func onDisk(path string, size int) bool {
	info, err := os.Stat(path)
	return err == nil && info.Size() == int64(size)
}
