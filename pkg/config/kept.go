package config

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// keptFile is the one file of the cache: the answers of browserslist, which a
// build would else start a process for.
const keptFile = "browserslist.json"

// keptVersion changes with the meaning of the file; another one is as good as none.
const keptVersion = 1

// kept is the content of the file.
type kept struct {
	Version int                   `json:"version"`
	Answers map[string]keptAnswer `json:"answers"` // by a hash of the question
}

// keptAnswer is one answer. Queries such as "last 2 years" mean something else
// every day, so an answer counts for its day (UTC) only.
type keptAnswer struct {
	Day      string   `json:"day"`
	Browsers []string `json:"browsers"`
}

// CacheState tells of a cache on disk.
type CacheState struct {
	File    string // absolute
	Bytes   int64
	Answers int
	Fresh   int // answers of today
	// Problem says why the file is of no use; "" when it can be read. A build takes
	// such a file for an empty one.
	Problem string
}

// StatCache looks at the cache in dir. The error is that of reading; a cache that
// does not exist has no bytes and no problem.
func StatCache(dir string) (CacheState, error) {
	s := CacheState{File: filepath.Join(dir, keptFile)}
	text, err := os.ReadFile(s.File)
	if errors.Is(err, os.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, err
	}
	s.Bytes = int64(len(text))
	k, problem := readKept(text)
	s.Answers, s.Problem = len(k.Answers), problem
	for _, a := range k.Answers {
		if a.Day == today() {
			s.Fresh++
		}
	}
	return s, nil
}

// CleanCache removes what StatCache tells of, and the folder when nothing else is
// in it.
func CleanCache(dir string) error {
	err := os.Remove(filepath.Join(dir, keptFile))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	_ = os.Remove(dir) // fails where somebody else keeps files, which stay
	return nil
}

func today() string { return time.Now().UTC().Format(time.DateOnly) }

func readKept(text []byte) (k kept, problem string) {
	if err := json.Unmarshal(text, &k); err != nil {
		return kept{}, err.Error()
	}
	if k.Version != keptVersion {
		return kept{}, fmt.Sprintf("it is of version %d, and this program writes version %d", k.Version, keptVersion)
	}
	for key, a := range k.Answers {
		if len(key) != 2*sha256.Size || len(a.Browsers) == 0 || !browserNames(a.Browsers) {
			return kept{}, "an answer in it is no list of browsers"
		}
	}
	return k, ""
}

// browserNames: every item is a name and a version, as in "chrome 120".
func browserNames(list []string) bool {
	return !slices.ContainsFunc(list, func(b string) bool {
		name, version, ok := strings.Cut(b, " ")
		return !ok || name == "" || version == ""
	})
}

// keptBrowsers returns the answer to a question of today, nil for none.
func keptBrowsers(dir, question string) []string {
	text, err := os.ReadFile(filepath.Join(dir, keptFile))
	if err != nil {
		return nil
	}
	k, _ := readKept(text)
	if a := k.Answers[question]; a.Day == today() {
		return a.Browsers
	}
	return nil
}

// keepBrowsers adds an answer and drops those of other days. A cache that cannot be
// written costs the next build its process and nothing else, so nobody is told.
// Of two builds at once the later one's answers stay: the file is replaced as a
// whole.
func keepBrowsers(dir, question string, browsers []string) {
	file := filepath.Join(dir, keptFile)
	text, _ := os.ReadFile(file)
	old, _ := readKept(text)
	k := kept{Version: keptVersion, Answers: map[string]keptAnswer{question: {today(), browsers}}}
	for key, a := range old.Answers {
		if a.Day == today() && key != question {
			k.Answers[key] = a
		}
	}
	text, err := json.Marshal(k)
	if err != nil || os.MkdirAll(dir, 0o755) != nil {
		return
	}
	tmp, err := os.CreateTemp(dir, keptFile+".*")
	if err != nil {
		return
	}
	_, err = tmp.Write(append(text, '\n'))
	if tmp.Close() != nil || err != nil || os.Rename(tmp.Name(), file) != nil {
		os.Remove(tmp.Name())
	}
}

// nodeModules returns the closest node_modules to dir, upwards; "" for none.
func nodeModules(dir string) string {
	for {
		name := filepath.Join(dir, "node_modules")
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			return name
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// browserslistPackages are what an answer is made of.
var browserslistPackages = []string{"browserslist", "caniuse-lite", "electron-to-chromium", "node-releases", "baseline-browser-mapping"}

// keptQuestion is a hash of all that an answer of browserslist depends on; "" when
// that cannot be known: for lists that extend packages, and without the package.
//
// context is the folder of the project, input what stands behind "browserslist:".
func keptQuestion(context, input string) string {
	dir := context
	h := sha256.New()
	fmt.Fprintf(h, "%q %q\n", context, input)
	for i, name := range browserslistPackages {
		found := packageDir(dir, name)
		if found == "" {
			if i < 2 {
				return ""
			}
			continue
		}
		text, err := os.ReadFile(filepath.Join(found, "package.json"))
		if err != nil {
			return ""
		}
		var pkg struct{ Version string }
		if json.Unmarshal(text, &pkg) != nil {
			return ""
		}
		fmt.Fprintf(h, "%s@%s\n", name, pkg.Version)
		if i == 0 {
			dir = found // the others are those that it finds
		}
	}
	for _, e := range os.Environ() {
		if strings.HasPrefix(e, "BROWSERSLIST") || strings.HasPrefix(e, "NODE_ENV=") {
			fmt.Fprintf(h, "%q\n", e)
		}
	}
	files := browserslistFiles(context)
	for _, name := range files[:len(files):len(files)] {
		if filepath.Base(name) == "package.json" {
			files = append(files, filepath.Join(filepath.Dir(name), "browserslist-stats.json"))
		}
	}
	for _, name := range []string{os.Getenv("BROWSERSLIST_CONFIG"), os.Getenv("BROWSERSLIST_STATS"), pathOf(input)} {
		if name != "" {
			files = append(files, name)
		}
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		if filepath.Base(name) == "package.json" { // all else in it is of no matter
			var pkg struct{ Browserslist json.RawMessage }
			_ = json.Unmarshal(text, &pkg)
			text = pkg.Browserslist
		}
		if strings.Contains(string(text), "extends") {
			return ""
		}
		fmt.Fprintf(h, "%q %x\n", name, sha256.Sum256(text))
	}
	if strings.Contains(input+os.Getenv("BROWSERSLIST"), "extends") {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}

// pathOf is the file of an input that is a path, with an environment or not.
func pathOf(input string) string {
	if !filepath.IsAbs(input) {
		return ""
	}
	if i := strings.LastIndexByte(input, ':'); i > 1 {
		return input[:i]
	}
	return input
}

// packageDir is the folder of a package as Node finds it from dir, without links;
// "" for none.
func packageDir(dir, name string) string {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	for {
		found := filepath.Join(dir, "node_modules", name)
		if _, err := os.Stat(filepath.Join(found, "package.json")); err == nil {
			if real, err := filepath.EvalSymlinks(found); err == nil {
				return real
			}
			return found
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}
