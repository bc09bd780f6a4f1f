package plugins

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/config/lazy"
)

// addPackages puts into an archive what its declarations import from elsewhere, as
// far as that is asked for: the types of packages and those of remotes. TypeScript
// finds both in node_modules of the archive.
func (p *DtsPlugin) addPackages(files map[string][]byte, out string) error {
	g := p.Federation.Dts.Generate
	left := maxTypes
	add := func(name string, text []byte) error {
		if left -= len(text); left < 0 {
			return fmt.Errorf("the types of packages are more than %d MB; leave some out with extractThirdParty: {exclude: [...]}", maxTypes>>20)
		}
		if _, made := files[name]; !made {
			files[name] = text
		}
		return nil
	}
	if g.RemoteTypes {
		folder := "@mf-types"
		if c := p.Federation.Dts.Consume; c != nil {
			folder = c.Folder
		}
		root := filepath.Join(p.config.Context, filepath.FromSlash(folder))
		for i := range p.Federation.Remotes {
			key := p.Federation.Remotes[i].Key
			if err := eachDeclaration(filepath.Join(root, filepath.FromSlash(key)), true, func(name string, text []byte) error {
				return add("node_modules/"+key+"/"+name, text)
			}); err != nil {
				return err
			}
		}
	}
	if !g.ThirdParty {
		return nil
	}
	var texts [][]byte
	for _, name := range sortedNames(files) {
		texts = append(texts, files[name])
	}
	own := p.ownNames()
	done := map[string]bool{}
	var visit func(texts [][]byte, dir string) error
	visit = func(texts [][]byte, dir string) error {
		for _, name := range importedPackages(texts) {
			if done[name] || own[name] || p.leftOut(name) {
				continue
			}
			done[name] = true
			folder, as := typedPackage(dir, name)
			if folder == "" || done[as] && as != name || p.leftOut(as) {
				continue
			}
			done[as] = true
			var more [][]byte
			err := eachDeclaration(folder, false, func(name string, text []byte) error {
				if path.Base(name) != "package.json" {
					more = append(more, text)
				}
				return add("node_modules/"+as+"/"+name, text)
			})
			if err != nil {
				return err
			}
			if err := visit(more, folder); err != nil {
				return err
			}
		}
		return nil
	}
	return visit(texts, p.config.Context)
}

// ownNames are the names under which remotes are imported: no packages.
func (p *DtsPlugin) ownNames() map[string]bool {
	own := map[string]bool{}
	for i := range p.Federation.Remotes {
		own[p.Federation.Remotes[i].Key] = true
	}
	return own
}

// leftOut: the configuration wants no types of the package. The compiler itself
// has them where they are read.
func (p *DtsPlugin) leftOut(name string) bool {
	if name == "typescript" {
		return true
	}
	for _, not := range p.Federation.Dts.Generate.ThirdPartyNot {
		if not.Regexp != nil && not.Regexp.MatchString(name) || not.Regexp == nil && strings.Contains(name, not.Text) {
			return true
		}
	}
	return false
}

// imported finds what declarations import: from "x", import("x"), import "x",
// and the directives for types and modules.
var imported = lazy.Regexp(`(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\(|<reference\s+types\s*=)\s*["']([^"']+)["']`)

// importedPackages are the names of packages in declarations, sorted.
func importedPackages(texts [][]byte) []string {
	seen := map[string]bool{}
	var names []string
	for _, text := range texts {
		for _, m := range imported().FindAllSubmatch(text, -1) {
			name := string(m[1])
			if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "/") || strings.HasPrefix(name, "#") || strings.Contains(name, ":") {
				continue
			}
			parts := strings.SplitN(name, "/", 3)
			name = parts[0]
			if strings.HasPrefix(name, "@") && len(parts) > 1 {
				name += "/" + parts[1]
			}
			if !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	sort.Strings(names)
	return names
}

// typedPackage finds the package with the types of another, from dir up: itself,
// or the one of DefinitelyTyped. as is its name; both are "" for none.
func typedPackage(dir, name string) (folder, as string) {
	types := "@types/" + strings.Replace(strings.TrimPrefix(name, "@"), "/", "__", 1)
	for {
		for _, as := range []string{name, types} {
			// Its own packages are beside where it really is.
			folder, err := filepath.EvalSymlinks(filepath.Join(dir, "node_modules", filepath.FromSlash(as)))
			if err == nil && hasTypes(folder) {
				return folder, as
			}
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", ""
		}
		dir = up
	}
}

// hasTypes: package.json names declarations, in exports too, or there is index.d.ts.
func hasTypes(folder string) bool {
	text, err := os.ReadFile(filepath.Join(folder, "package.json"))
	if err != nil {
		return false
	}
	var pkg struct {
		Types, Typings string
		Exports        json.RawMessage
	}
	_ = json.Unmarshal(text, &pkg) // of another shape: no types in it
	if pkg.Types != "" || pkg.Typings != "" || strings.Contains(string(pkg.Exports), ".d.") {
		return true
	}
	_, err = os.Stat(filepath.Join(folder, "index.d.ts"))
	return err == nil
}

var declaration = lazy.Regexp(`\.d\.([cm]?ts|[^./]+\.ts)$`)

// eachDeclaration calls f for the declarations and package.json files of a folder,
// by their path in it, in order; those of packages inside only with deep. Without
// the folder there are none.
func eachDeclaration(dir string, deep bool, f func(name string, text []byte) error) error {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil
	}
	return filepath.WalkDir(real, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if !deep && d.Name() == "node_modules" {
				return filepath.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() || !declaration().MatchString(d.Name()) && d.Name() != "package.json" {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(real, name)
		if err != nil {
			return err
		}
		return f(path.Clean(filepath.ToSlash(rel)), text)
	})
}

func sortedNames(files map[string][]byte) []string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
