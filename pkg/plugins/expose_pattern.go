package plugins

import (
	"io/fs"
	"path"
	"path/filepath"
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/config"
)

// expandExposes replaces exposes with a "*" by one for each file that their
// import matches, as patterns of package.json exports do:
//
//	./widgets/*: ./src/widgets/*.tsx    → ./widgets/Menu: ./src/widgets/Menu.tsx, ...
//
// The star stands for any text, folders included; node_modules and hidden folders
// are passed over. A key that is written out wins. empty are the keys of patterns
// that match nothing, folders those in which files that match may appear.
func expandExposes(context string, list []config.Expose) (out []config.Expose, empty, folders []string) {
	taken := make(map[string]bool)
	for i := range list {
		taken[list[i].Key] = true
	}
	for _, e := range list {
		if !strings.Contains(e.Key, "*") {
			out = append(out, e)
			continue
		}
		matches, looked := filesLike(context, e.Imports[0])
		folders = append(folders, looked...)
		if len(matches) == 0 {
			empty = append(empty, e.Key)
		}
		for _, star := range matches {
			x := config.Expose{Key: strings.Replace(e.Key, "*", star, 1), Imports: []string{strings.Replace(e.Imports[0], "*", star, 1)}, Pattern: e.Key, Layer: e.Layer}
			if !taken[x.Key] {
				taken[x.Key] = true
				out = append(out, x)
			}
		}
	}
	return out, empty, folders
}

// filesLike lists, sorted, what the star of a pattern stands for, and the folders
// that it looked in.
func filesLike(context, pattern string) (stars, folders []string) {
	if !filepath.IsAbs(pattern) {
		pattern = path.Join(filepath.ToSlash(context), pattern)
	}
	before, after, _ := strings.Cut(pattern, "*")
	root := before[:strings.LastIndexByte(before, '/')+1]
	// What cannot be read has no files to expose; a pattern without any is reported.
	_ = filepath.WalkDir(filepath.FromSlash(root), func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		if d.IsDir() {
			if base := d.Name(); name != filepath.Clean(root) && (base == "node_modules" || strings.HasPrefix(base, ".")) {
				return filepath.SkipDir
			}
			folders = append(folders, name)
			return nil
		}
		name = filepath.ToSlash(name)
		if star, ok := strings.CutPrefix(name, before); ok {
			if star, ok = strings.CutSuffix(star, after); ok && star != "" {
				stars = append(stars, star)
			}
		}
		return nil
	})
	sort.Strings(stars)
	return stars, folders
}
