package emit

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler/par"
)

// temporary is the prefix of names that files have until all are written.
const temporary = ".mfbundle-tmp-"

// Write writes assets into dir. All files are written under temporary names
// first and renamed only when every one of them is on disk, so an error leaves
// the previous build as it was. With clean, files in dir that are not of this
// build are deleted afterwards, unless keep is true for their path in dir, with "/"
// between its parts, or that of a folder they are in. Files that are there already with the same
// content are left alone, so that their times tell what changed.
//
// It returns the names that were written. Errors: *fs.PathError, or a
// *NotFolderError when dir or a folder in it is a file.
func Write(dir string, assets []*Asset, clean bool, keep func(name string) bool, workers int) (written []string, err error) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, &NotFolderError{Path: dir}
	}
	folders := map[string]bool{dir: true}
	for _, a := range assets {
		folders[filepath.Dir(filepath.Join(dir, filepath.FromSlash(a.Name)))] = true
	}
	for f := range folders {
		if err := os.MkdirAll(f, 0o777); err != nil {
			if strings.Contains(err.Error(), "not a directory") {
				return nil, &NotFolderError{Path: f}
			}
			return nil, fmt.Errorf("write output: %w", err)
		}
	}
	temps := make([]string, len(assets))
	errs := make([]error, len(assets))
	par.For(len(assets), workers, func(i int) {
		a := assets[i]
		name := filepath.Join(dir, filepath.FromSlash(a.Name))
		if holds(name, a.Data) {
			return
		}
		temp := filepath.Join(filepath.Dir(name), temporary+filepath.Base(name))
		if err := os.WriteFile(temp, a.Data, 0o666); err != nil {
			errs[i] = err
			os.Remove(temp)
			return
		}
		temps[i] = temp
	})
	for _, err := range errs {
		if err != nil {
			for _, t := range temps {
				if t != "" {
					os.Remove(t)
				}
			}
			return nil, fmt.Errorf("write output: %w", err)
		}
	}
	for i, t := range temps {
		if t == "" {
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(assets[i].Name))
		if err := os.Rename(t, name); err != nil {
			return written, fmt.Errorf("write output: %w", err)
		}
		written = append(written, assets[i].Name)
	}
	if clean {
		if err := sweep(dir, assets, keep, os.RemoveAll); err != nil {
			return written, fmt.Errorf("clean output: %w", err)
		}
	}
	return written, nil
}

// buffers are for reading files that are only looked at.
var buffers = sync.Pool{New: func() any { return new([64 << 10]byte) }}

// holds reports whether a file has this content already.
func holds(name string, data []byte) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return false
	}
	buf := buffers.Get().(*[64 << 10]byte)
	defer buffers.Put(buf)
	for {
		n, err := f.Read(buf[:])
		if n > len(data) || !bytes.Equal(buf[:n], data[:n]) {
			return false
		}
		data = data[n:]
		if err != nil {
			return err == io.EOF && len(data) == 0
		}
	}
}

// Stale lists what Write with clean would remove of dir, as paths in it with "/"
// between their parts; folders as a whole where nothing in them stays.
func Stale(dir string, assets []*Asset, keep func(name string) bool) ([]string, error) {
	var gone []string
	err := sweep(dir, assets, keep, func(p string) error {
		name, err := filepath.Rel(dir, p)
		gone = append(gone, filepath.ToSlash(name))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("clean output: %w", err)
	}
	slices.Sort(gone)
	return slices.DeleteFunc(gone, func(name string) bool { // its folder goes
		return slices.Contains(gone, filepath.ToSlash(filepath.Dir(name)))
	}), nil
}

// sweep removes what is in dir, not in assets, and not to be kept. A folder goes
// when nothing in it stays.
func sweep(dir string, assets []*Asset, kept func(name string) bool, remove func(path string) error) error {
	keep := make(map[string]bool)
	for _, a := range assets {
		for name := filepath.FromSlash(a.Name); name != "."; name = filepath.Dir(name) {
			keep[filepath.Join(dir, name)] = true
		}
	}
	var folders []string // not of the build; each before those in it
	stays := make(map[string]bool)
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || p == dir || keep[p] {
			return err
		}
		name, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		if kept(filepath.ToSlash(name)) {
			for ; p != dir; p = filepath.Dir(p) {
				stays[p] = true
			}
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			folders = append(folders, p)
			return nil
		}
		return remove(p) // which minds no file that somebody else removed
	})
	for _, f := range slices.Backward(folders) {
		if err == nil && !stays[f] {
			err = remove(f)
		}
	}
	return err
}

// NotFolderError says that something stands where a folder has to be.
type NotFolderError struct{ Path string }

func (e *NotFolderError) Error() string { return fmt.Sprintf("%q is a file, not a folder", e.Path) }
