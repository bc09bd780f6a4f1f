package config

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

// browserslistScript answers queries that need data with the browserslist package
// of the project: no Go module has the data of caniuse and keeps it fresh, and two
// answers to one query would be worse than a process.
//
//go:embed browserslist.cjs
var browserslistScript string

// browserslistTime bounds the script, which reads a few files.
const browserslistTime = 30 * time.Second

// errNoBrowserslist says that the project has no browserslist package.
var errNoBrowserslist = errors.New("the package browserslist is not installed")

// browserslistKnown keeps answers for the process: a watch loads configurations
// again and again.
var browserslistKnown sync.Map // question → []string

// browserslist returns the browsers that a target of browserslist means, such as
// "chrome 110"; nil when the project has no query. input is what stands behind
// "browserslist:": a query, an environment of the project's list, or an absolute
// path with or without one. cache is the folder of answers that are kept between
// processes, "" for none.
func browserslist(context, input, cache string) ([]string, error) {
	queries, ok := []string{input}, true
	if input == "" {
		queries, ok = projectQueries(context)
	}
	if ok {
		if list, ok := plainBrowsers(queries); ok {
			return list, nil
		}
	}
	question := context + "\x00" + input
	for _, name := range []string{"BROWSERSLIST", "BROWSERSLIST_ENV", "NODE_ENV"} {
		question += "\x00" + os.Getenv(name)
	}
	for _, file := range browserslistFiles(context) {
		if info, err := os.Stat(file); err == nil {
			question += fmt.Sprint("\x00", file, info.ModTime().UnixNano(), info.Size())
		}
	}
	if known, ok := browserslistKnown.Load(question); ok {
		return known.([]string), nil
	}
	key := ""
	if cache != "" {
		key = keptQuestion(context, input)
	}
	if key != "" {
		if list := keptBrowsers(cache, key); list != nil {
			browserslistKnown.Store(question, list)
			return list, nil
		}
	}
	list, err := runBrowserslist(context, input)
	if err == nil {
		if key != "" && len(list) > 0 {
			keepBrowsers(cache, key, list)
		}
		browserslistKnown.Store(question, list)
	}
	return list, err
}

func runBrowserslist(dir, input string) ([]string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), browserslistTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", "-e", browserslistScript, dir, input)
	cmd.Dir = dir
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return nil, errors.New("Node, which runs browserslist, is not installed")
		}
		first, _, _ := strings.Cut(strings.TrimSpace(problems.String()), "\n")
		return nil, fmt.Errorf("%w: %s", err, first)
	}
	var answer struct {
		Missing  bool
		Error    string
		Browsers []string
	}
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
		return nil, fmt.Errorf("the answer of browserslist cannot be read: %w", err)
	}
	switch {
	case answer.Missing:
		return nil, errNoBrowserslist
	case answer.Error != "":
		return nil, errors.New(answer.Error)
	}
	return answer.Browsers, nil
}

// browserslistFiles are the files that may have the list of a project, from dir
// upwards.
func browserslistFiles(dir string) []string {
	var files []string
	for {
		for _, name := range []string{".browserslistrc", "browserslist", "package.json"} {
			files = append(files, filepath.Join(dir, name))
		}
		up := filepath.Dir(dir)
		if up == dir {
			return files
		}
		dir = up
	}
}

// hasBrowserslist reports whether the project has a list, and the file that has it
// ("" for the environment). It is what decides the default target, so a project
// without one costs no process.
func hasBrowserslist(dir string) (string, bool) {
	if os.Getenv("BROWSERSLIST") != "" {
		return "", true
	}
	for _, file := range browserslistFiles(dir) {
		text, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		if filepath.Base(file) != "package.json" {
			return file, true
		}
		var pkg map[string]json.RawMessage
		if json.Unmarshal(text, &pkg) == nil && pkg["browserslist"] != nil {
			return file, true
		}
	}
	return "", false
}

// browserEngines are the names of browserslist and the engines that they are.
var browserEngines = map[string]string{
	"chrome": "chrome", "and_chr": "chrome", "edge": "edge", "firefox": "firefox", "and_ff": "firefox", "safari": "safari",
	"ios_saf": "ios", "opera": "opera", "ie": "ie", "ie_mob": "ie", "node": "node",
}

// chromiumOf is the version of Chromium in the versions of browsers that are made
// of it and count for themselves. Sources: @mdn/browser-compat-data 8.1.9 for
// Samsung Internet and Opera. It does not know UC, QQ and Baidu: their newest
// versions have the features of caniuse-lite up to the number here and lack later
// ones, and their older versions are taken for the oldest
// that is likely.
var chromiumOf = map[string][]struct {
	from     float64
	chromium int
}{
	"samsung": {{4, 44}, {5, 51}, {6, 56}, {7, 59}, {8, 63}, {9, 67}, {10, 71}, {11, 75}, {12, 79}, {13, 83}, {14, 87}, {15, 90}, {16, 92},
		{17, 96}, {18, 99}, {19, 102}, {20, 106}, {21, 110}, {22, 111}, {23, 115}, {24, 117}, {25, 121}, {26, 122}, {27, 125}, {28, 130}, {29, 136}, {30, 143}},
	"op_mob": {{15, 28}, {20, 33}, {25, 38}, {30, 43}, {37, 50}, {41, 54}, {43, 59}, {46, 63}, {48, 69}, {50, 71}, {54, 76}, {57, 80}, {59, 83}, {60, 85},
		{62, 87}, {63, 89}, {64, 91}, {66, 94}, {67, 96}, {68, 99}, {70, 102}, {71, 104}, {72, 106}, {73, 108}, {74, 110}, {75, 112}, {76, 114}, {78, 117},
		{80, 120}, {82, 124}, {84, 127}, {86, 130}, {88, 134}, {90, 137}, {92, 140}, {94, 143}, {96, 145}, {98, 147}, {100, 149}, {101, 151}, {103, 154}},
	"and_uc": {{12, 57}, {15, 99}},
	"and_qq": {{10, 57}, {14, 77}},
	"baidu":  {{7, 48}, {13, 89}},
}

// firefoxOf is the same for KaiOS. Its makers name the Gecko of both; the features
// in caniuse-lite agree.
var firefoxOf = map[string]string{"2": "48", "3": "84"}

// enginesOf translates browsers to the lowest version of each engine. Opera Mini,
// which runs scripts on its own servers and not by any standard, is left out.
func enginesOf(browsers []string) []Engine {
	lowest := map[string]string{}
	note := func(name, version string) {
		if old, ok := lowest[name]; !ok || versionLess(version, old) {
			lowest[name] = version
		}
	}
	for _, b := range browsers {
		name, version, _ := strings.Cut(b, " ")
		version, _, _ = strings.Cut(version, "-") // "15.2-15.3"
		if engine, ok := browserEngines[name]; ok {
			if version[:min(1, len(version))] >= "0" && version[:min(1, len(version))] <= "9" { // not Safari "TP"
				note(engine, version)
			}
			continue
		}
		major, _, _ := strings.Cut(version, ".")
		if name == "kaios" && firefoxOf[major] != "" {
			note("firefox", firefoxOf[major])
		}
		number, err := strconv.ParseFloat(major, 64)
		if err != nil {
			continue
		}
		switch {
		case name == "android":
			note(androidEngine(version, number))
			continue
		case name == "op_mob" && number < 15: // Presto, and a WebKit that never was a release
			note("opera", "12.1")
			continue
		}
		rows := chromiumOf[name]
		for i := len(rows) - 1; i >= 0; i-- {
			if number >= rows[i].from {
				note("chrome", strconv.Itoa(rows[i].chromium))
				break
			}
		}
	}
	list := make([]Engine, 0, len(lowest))
	for name, version := range lowest {
		list = append(list, Engine{name, version})
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	return list
}

// androidEngine is what the browser of Android runs scripts with. Source:
// @mdn/browser-compat-data, webview_android.
func androidEngine(version string, major float64) (engine, at string) {
	switch {
	case major >= 37:
		return "chrome", strconv.Itoa(int(major))
	case strings.HasPrefix(version, "4.4"):
		return "chrome", "30"
	}
	return "safari", "5" // WebKit 534 and before
}

// versionLess compares versions of dotted numbers.
func versionLess(a, b string) bool {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range max(len(x), len(y)) {
		p, q := 0, 0
		if i < len(x) {
			p, _ = strconv.Atoi(x[i])
		}
		if i < len(y) {
			q, _ = strconv.Atoi(y[i])
		}
		if p != q {
			return p < q
		}
	}
	return false
}

// platformOfBrowsers is where a list of browsers runs.
func platformOfBrowsers(browsers []string) string {
	isNode := func(b string) bool { return strings.HasPrefix(b, "node ") }
	switch {
	case !slices.ContainsFunc(browsers, isNode):
		return "web"
	case slices.ContainsFunc(browsers, func(b string) bool { return !isNode(b) }):
		return "universal"
	}
	return "node"
}
