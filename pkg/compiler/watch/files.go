package watch

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// changes are what happened since the last build.
type changes struct {
	files      map[string]bool // absolute paths
	config     bool            // a file of the configuration
	facts      bool            // package.json or tsconfig.json: what is known of other files is void
	structure  bool            // files came or went: imports may lead elsewhere
	everything bool
	stray      bool // all of it is outside the folders that sources are in
}

func newChanges() changes { return changes{files: make(map[string]bool)} }

func (c *changes) sorted() []string {
	list := make([]string, 0, len(c.files))
	for f := range c.files {
		list = append(list, f)
	}
	slices.Sort(list)
	return list
}

// take notes an event. It reports whether something has to be built again.
//
// Editors save in two ways: they write the file, or they write another one and
// rename it over the file. Both end in a Create or Write of the file's own name;
// the temporary names are ignored.
func (w *watcher) take(e fsnotify.Event) bool {
	path := filepath.Clean(e.Name)
	if e.Op == fsnotify.Chmod {
		return false // indexers and backups touch attributes all the time
	}
	if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
		delete(w.watched, path) // if it was a folder; it may come back as another one
	}
	first := len(w.pending.files) == 0
	stray := false
	note := func(flag *bool) bool {
		w.pending.stray = stray && (first || w.pending.stray)
		if flag != nil {
			*flag = true
		}
		w.pending.files[path] = true
		return true
	}
	// From the surest reason to the vaguest: the configuration may also be imported,
	// and sources may stand in the output folder of another build.
	if slices.Contains(w.project.Inputs, path) {
		return note(&w.pending.config)
	}
	appeared := e.Has(fsnotify.Create) || e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename)
	if w.isInput(path) {
		if appeared {
			// It may be gone for good: then imports have to be looked up again.
			return note(&w.pending.structure)
		}
		return note(nil)
	}
	if w.inOutput(path) || slices.Contains(w.o.Reports, path) {
		return false // or every build would start the next
	}
	base := filepath.Base(path)
	switch {
	case installed[base] && filepath.Base(filepath.Dir(path)) == "node_modules":
		w.pending.everything = true
		return note(nil)
	case base == "package.json" || strings.HasPrefix(base, "tsconfig") && strings.HasSuffix(base, ".json"):
		w.pending.structure = true
		return note(&w.pending.facts)
	case !appeared || isTemporary(base) || inNodeModules(path):
		return false
	}
	// A file that no build has read came or went. It matters where sources are, as
	// "./a" may now mean another file; and everywhere while a build is broken.
	stray = !w.holdsSources(filepath.Dir(path))
	if stray && !w.anyFailed() {
		return false
	}
	if e.Has(fsnotify.Create) {
		if info, err := os.Lstat(path); err == nil && info.IsDir() {
			// Watched before the build looks, so that no file in it is missed.
			w.addTree(path)
		}
	}
	return note(&w.pending.structure)
}

// installed are files that package managers write in node_modules when they are
// done. Watching them stands for watching all of node_modules.
var installed = map[string]bool{".package-lock.json": true, ".yarn-integrity": true, ".yarn-state.yml": true, ".modules.yaml": true}

// isTemporary reports whether a name is one that editors and this program use
// while they write.
func isTemporary(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "#") || strings.HasSuffix(base, "~") ||
		strings.HasSuffix(base, ".tmp") || strings.HasSuffix(base, ".swp") || strings.Contains(base, "___jb_") || base == "4913"
}

func inNodeModules(path string) bool {
	return strings.Contains(path+string(filepath.Separator), string(filepath.Separator)+"node_modules"+string(filepath.Separator))
}

func (w *watcher) isInput(path string) bool {
	return slices.ContainsFunc(w.apps, func(a *app) bool { return a.reads(path) })
}

func (w *watcher) holdsSources(dir string) bool {
	return slices.ContainsFunc(w.apps, func(a *app) bool { return a.folder[dir] })
}

func (w *watcher) anyFailed() bool {
	return slices.ContainsFunc(w.apps, func(a *app) bool { return a.failed })
}

// inOutput reports whether a path is one that a build writes.
func (w *watcher) inOutput(path string) bool {
	return slices.ContainsFunc(w.apps, func(a *app) bool {
		out := a.config.Output.Path
		return path == out || strings.HasPrefix(path, out+string(filepath.Separator))
	})
}

// watch makes the set of watched folders that of the current builds: folders are
// watched rather than files, because a file that is renamed over loses its watch.
//
// What a folder that was not watched yet holds may have been written since the
// builds read it, which was after started: this is made up for with the events
// that the folder would have sent.
func (w *watcher) watch(started time.Time) {
	want := make(map[string]bool)
	for _, f := range w.project.Inputs {
		want[filepath.Dir(f)] = true
	}
	for _, a := range w.apps {
		for dir := range a.folder {
			want[dir] = true
		}
		for dir := range a.meta {
			want[dir] = true
		}
		for dir := a.config.Context; ; dir = filepath.Dir(dir) {
			if modules := filepath.Join(dir, "node_modules"); isFolder(modules) {
				want[modules] = true
			}
			if dir == filepath.Dir(dir) {
				break
			}
		}
	}
	for dir := range w.watched {
		if !want[dir] {
			_ = w.fs.Remove(dir) // it is gone, at worst
			delete(w.watched, dir)
		}
	}
	var fresh []string
	for dir := range want {
		if w.add(dir) {
			fresh = append(fresh, dir)
		}
	}
	for _, a := range w.apps {
		for dir := range a.trees {
			w.addTree(dir)
		}
		if a.failed {
			// What is missing may turn up in a folder that nothing was read from yet.
			fresh = append(fresh, w.addTree(a.config.Context)...)
		}
	}
	for _, dir := range fresh {
		w.missed(dir, started)
	}
}

// missed sends the events of a folder that nobody sent because it was not watched.
func (w *watcher) missed(dir string, started time.Time) {
	for _, name := range w.files.Differences(dir) {
		op := fsnotify.Create
		path := filepath.Join(dir, name)
		if _, err := os.Lstat(path); err != nil {
			op = fsnotify.Remove
		}
		w.event(fsnotify.Event{Name: path, Op: op})
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return // it is gone again, which is an event of the folder above
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		changed, known := false, false
		for _, a := range w.apps {
			c, k := a.cache.Changed(path)
			changed, known = changed || c, known || k
		}
		if !known {
			// Of what scanning does not read (templates, package.json) only the time tells.
			info, err := e.Info()
			changed = err == nil && info.ModTime().After(started)
		}
		if changed {
			w.event(fsnotify.Event{Name: path, Op: fsnotify.Write})
		}
	}
}

// add watches a folder. One that cannot be watched is left out: it is gone, or
// the system has no watches left, and then the others still work. It reports
// whether the folder was not watched before.
func (w *watcher) add(dir string) bool {
	if w.watched[dir] || w.fs.Add(dir) != nil {
		return false
	}
	w.watched[dir] = true
	return true
}

// mostFolders bounds addTree, for a context that is someone's home folder.
const mostFolders = 2000

// addTree watches a folder and what is below it, except for installed packages,
// hidden folders and the output. It returns those that were not watched before.
func (w *watcher) addTree(root string) (fresh []string) {
	n := 0
	_ = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil
		}
		name := d.Name()
		if n == mostFolders {
			return filepath.SkipAll
		}
		if p != root && (name == "node_modules" || strings.HasPrefix(name, ".")) || w.inOutput(p) {
			return filepath.SkipDir
		}
		n++
		if w.add(p) {
			fresh = append(fresh, p)
		}
		return nil
	})
	return fresh
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
