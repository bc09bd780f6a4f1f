package plugins

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/config/lazy"
)

var _ compiler.Plugin = (*CopyPlugin)(nil)

// CopyPlugin adds files to the output as they are, by the rules of
// CopyWebpackPlugin.
type CopyPlugin struct{ Patterns []config.Copy }

// Name implements compiler.Plugin.
func (p *CopyPlugin) Name() string { return "CopyPlugin" }

// Apply implements compiler.Plugin.
func (p *CopyPlugin) Apply(c *compiler.Compiler) error {
	c.Hooks.Emit.Tap(p.Name(), 0, func(_ context.Context, out *compiler.Output) error {
		patterns := slices.Clone(p.Patterns)
		slices.SortStableFunc(patterns, func(a, b config.Copy) int { return cmp.Compare(a.Priority, b.Priority) })
		for i := range patterns {
			if err := copyPattern(out, &patterns[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return nil
}

// copyPattern adds what one pattern finds.
func copyPattern(out *compiler.Output, x *config.Copy) error {
	files, base, err := findCopies(out, x)
	if err != nil {
		out.Report(diag.Diagnostic{Code: "copy-read", Message: fmt.Sprintf("Could not copy %q: %s", shownPath(out, x.From), reason(err)), At: x.Location(), Help: "check that it may be read"})
		return nil
	}
	if len(files) == 0 && !x.NoErrorOnMissing {
		out.Report(diag.Diagnostic{
			Code: "copy-missing", Message: fmt.Sprintf("There is nothing to copy at %q", shownPath(out, x.From)), At: x.Location(),
			Help: "correct the path, which is relative to the context, or set noErrorOnMissing",
		})
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			out.Report(diag.Diagnostic{Code: "copy-read", Message: fmt.Sprintf("Could not copy %q: %s", shownPath(out, file), reason(err)), At: x.Location(), Help: "check that it may be read"})
			continue
		}
		rel, err := filepath.Rel(base, file)
		if err != nil {
			return err
		}
		out.Watch(file)
		name := copyName(x, filepath.ToSlash(rel), data, compiler.Hashing(out.Config))
		if !filepath.IsLocal(filepath.FromSlash(name)) {
			out.Report(diag.Diagnostic{Code: "copy-outside", Message: fmt.Sprintf("%q would be copied to %q, outside of the output folder", shownPath(out, file), name), At: x.Location(), Help: "write a \"to\" below output.path"})
			continue
		}
		if old := out.Assets.Lookup(name); old != nil {
			if x.Force {
				old.Data = data
			}
			continue // as in webpack, what the build wrote wins
		}
		if err := out.Assets.Add(emit.Asset{Name: name, Data: data, Kind: emit.File}); err != nil {
			return err
		}
	}
	return nil
}

// findCopies lists the files of a pattern, sorted, and the folder that names of
// copies are relative to.
func findCopies(out *compiler.Output, x *config.Copy) (files []string, base string, err error) {
	base = x.Context
	if base == "" {
		base = out.Config.Context
	}
	info, statErr := os.Stat(x.From)
	ignored := func(file string) bool {
		return ignoredBy(x, base, file) || x.Filter != nil && !x.Filter.Match(file)
	}
	switch {
	case statErr == nil && !info.IsDir():
		if x.Context == "" {
			base = filepath.Dir(x.From)
		}
		if !ignored(x.From) {
			files = []string{x.From}
		}
		return files, base, nil
	case statErr == nil:
		base = x.From
		err = filepath.WalkDir(x.From, func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if p != x.From && !x.Dot && strings.HasPrefix(d.Name(), ".") {
				if d.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
			if d.IsDir() {
				out.Watch(p) // for what will come
			}
			if !d.IsDir() && isFile(p, d) && !ignored(p) {
				files = append(files, p)
			}
			return nil
		})
		return files, base, err
	}
	options := []doublestar.GlobOption{doublestar.WithFilesOnly()}
	if !x.Dot {
		options = append(options, doublestar.WithNoHidden())
	}
	root, _ := doublestar.SplitPattern(filepath.ToSlash(x.From))
	if _, err := os.Stat(root); err == nil {
		out.Watch(filepath.FromSlash(root))
	}
	found, err := doublestar.FilepathGlob(x.From, options...)
	for _, f := range found {
		if !ignored(f) {
			files = append(files, f)
			out.Watch(filepath.Dir(f)) // for what will come beside it
		}
	}
	slices.Sort(files)
	return files, base, err
}

// isFile follows a link.
func isFile(p string, d fs.DirEntry) bool {
	if d.Type()&fs.ModeSymlink == 0 {
		return d.Type().IsRegular()
	}
	info, err := os.Stat(p)
	return err == nil && info.Mode().IsRegular()
}

// ignoredBy matches globs against the path below base and against the whole path,
// as "**/x" and "/home/x/**" are both in use.
func ignoredBy(x *config.Copy, base, file string) bool {
	rel, err := filepath.Rel(base, file)
	for _, glob := range x.Ignore {
		if ok, _ := doublestar.Match(glob, filepath.ToSlash(file)); ok {
			return true
		}
		if err == nil {
			if ok, _ := doublestar.Match(strings.TrimPrefix(glob, "./"), filepath.ToSlash(rel)); ok {
				return true
			}
		}
	}
	return false
}

var placeholder = lazy.Regexp(`\[\w+(?::\w+)*\]`)

// copyName is the output name of a copy, whose name relative to its base is rel.
func copyName(x *config.Copy, rel string, data []byte, hashing emit.Hashing) string {
	kind, to := x.ToType, x.To
	if kind == "" {
		switch {
		case placeholder().MatchString(to):
			kind = "template"
		case to == "" || strings.HasSuffix(to, "/") || path.Ext(to) == "":
			kind = "dir"
		default:
			kind = "file"
		}
	}
	rel = strings.TrimPrefix(path.Clean("/"+rel), "/") // what lies outside of the context is put at its top
	switch kind {
	case "dir":
		return path.Join(to, rel)
	case "template":
		ext := path.Ext(rel)
		hash := hashing.Hash(data)
		dir := path.Dir(rel)
		if dir == "." {
			dir = ""
		} else {
			dir += "/"
		}
		return path.Clean(emit.Name(to, emit.Parts{
			Name: strings.TrimSuffix(path.Base(rel), ext), Ext: ext, Path: dir, Hash: hash, ContentHash: hash, ChunkHash: hash, Hashing: hashing,
		}))
	}
	return path.Clean(to)
}

// shownPath is a path as people write it.
func shownPath(out *compiler.Output, p string) string {
	return strings.TrimPrefix(out.Display(p), "./")
}
