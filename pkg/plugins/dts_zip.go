package plugins

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// maxTypes bounds what one remote's types may unpack to.
const maxTypes = 256 << 20

// zipFiles packs files by name, with slashes. Equal files give equal bytes.
func zipFiles(files map[string][]byte) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range sortedNames(files) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(files[name]); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// unzipInto unpacks an archive that came from elsewhere below dir, which exists.
// Names that lead out of dir, links, and archives that grow beyond all measure
// are refused; then some files may have been written.
func unzipInto(dir string, data []byte) error {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	left := int64(maxTypes)
	for _, f := range r.File {
		name := filepath.FromSlash(f.Name)
		if strings.Contains(f.Name, "\\") || !filepath.IsLocal(name) {
			return fmt.Errorf("the archive has a file %q, which leads out of its folder", f.Name)
		}
		to := filepath.Join(dir, name)
		if f.FileInfo().IsDir() {
			if err := os.MkdirAll(to, 0o755); err != nil {
				return err
			}
			continue
		}
		if !f.Mode().IsRegular() {
			return fmt.Errorf("the archive has %q, which is no plain file", f.Name)
		}
		n, err := unzipFile(to, f, left)
		if err != nil {
			return err
		}
		left -= n
	}
	return nil
}

var errTooLarge = errors.New("the archive unpacks to more than 256 MB")

func unzipFile(to string, f *zip.File, left int64) (int64, error) {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return 0, err
	}
	in, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(out, io.LimitReader(in, left+1))
	if e := out.Close(); err == nil {
		err = e
	}
	var corrupt flate.CorruptInputError
	switch {
	case errors.As(err, &corrupt):
		return n, fmt.Errorf("%q is damaged", f.Name)
	case err != nil:
		return n, err
	case n > left:
		return n, errTooLarge
	}
	return n, nil
}
