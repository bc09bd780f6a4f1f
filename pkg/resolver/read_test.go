package resolver

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	for _, size := range []int{0, 1, 511, 512, 513, 4096, 1 << 20} {
		want := bytes.Repeat([]byte("x\n"), size)[:size]
		path := filepath.Join(dir, "file")
		if err := os.WriteFile(path, want, 0o666); err != nil {
			t.Fatal(err)
		}
		got, err := ReadFile(path)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes: got %d, %v", size, len(got), err)
		}
	}
	for _, path := range []string{filepath.Join(dir, "missing"), dir} {
		_, err := ReadFile(path)
		var pe *fs.PathError
		if !errors.As(err, &pe) || pe.Path != path {
			t.Errorf("%s: %v", path, err)
		}
	}
	// A file that does not tell its size.
	if want, err := os.ReadFile("/proc/version"); err == nil {
		if got, err := ReadFile("/proc/version"); err != nil || !bytes.Equal(got, want) {
			t.Errorf("/proc/version: %q, %v", got, err)
		}
	}
}
