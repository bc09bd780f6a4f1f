package plugins

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/config/lazy"
)

// generate writes @mf-types.zip, and @mf-types.d.ts where that is asked for.
func (p *DtsPlugin) generate(ctx context.Context) []diag.Diagnostic {
	if p.Federation.Dts.Implementation != "" {
		return p.replaced(ctx, "generateTypes")
	}
	g := p.Federation.Dts.Generate
	fail := func(err error, notes ...string) []diag.Diagnostic {
		return []diag.Diagnostic{p.problem("dts-generate", "The types of the exposed modules could not be made: "+err.Error(), g.AbortOnError,
			p.where("generateTypes"), "run the compiler by hand to see all it says, or set dts: false", notes...)}
	}
	compiler := p.findCompiler(g.Compiler)
	if compiler == "" {
		return fail(fmt.Errorf("no node_modules/.bin/%s is above %s", g.Compiler, p.display(p.Federation.Dts.Cwd)))
	}
	sources, err := p.exposedSources()
	if err != nil {
		return fail(err)
	}
	if len(sources) == 0 {
		return nil
	}
	work, remove, err := p.workFolder()
	if err != nil {
		return fail(err)
	}
	out := filepath.Join(work, "out")
	defer func() { os.RemoveAll(remove) }()
	if err := p.writeTSConfig(work, out, sources); err != nil {
		return fail(err)
	}
	cmd := exec.CommandContext(ctx, compiler, "-p", filepath.Join(work, "tsconfig.json"))
	cmd.Dir = p.Federation.Dts.Cwd
	said, runErr := cmd.CombinedOutput()
	files, missing, err := packTypes(out, g.Compiled, sources)
	switch {
	case err != nil:
		return fail(err)
	case len(missing) > 0:
		return fail(fmt.Errorf("%s has made no declarations of %s", g.Compiler, strings.Join(missing, ", ")), firstLines(said, 8)...)
	}
	if err := p.addPackages(files, out); err != nil {
		return fail(err)
	}
	if err := p.writeTypes(files, sources); err != nil {
		return fail(err)
	}
	if runErr != nil {
		// The declarations are there, and the mistakes are worth knowing.
		return []diag.Diagnostic{p.problem("dts-generate", g.Compiler+" has found mistakes in the types of the exposed modules", g.AbortOnError,
			p.where("generateTypes"), "correct them; the declarations were made all the same", firstLines(said, 8)...)}
	}
	return nil
}

// workFolder is a folder for the compiler's project and what comes of it; remove
// is what has to go when it is done.
func (p *DtsPlugin) workFolder() (dir, remove string, err error) {
	if !p.Federation.Dts.Generate.KeepProject {
		dir, err = os.MkdirTemp("", "mfbundle-types-")
		return dir, dir, err
	}
	dir = filepath.Join(p.config.Context, "node_modules", ".federation", p.Federation.Name)
	return dir, filepath.Join(dir, "out"), os.MkdirAll(dir, 0o755)
}

// writeTypes writes the archive and what belongs beside it.
func (p *DtsPlugin) writeTypes(files map[string][]byte, sources []exposedSource) error {
	g := p.Federation.Dts.Generate
	data, err := zipFiles(files)
	if err != nil {
		return err
	}
	dir := g.OutputDir
	if dir == "" {
		dir = filepath.Join(p.config.Output.Path, filepath.FromSlash(containerFolder(p.Federation, p.config)))
	}
	base := filepath.Join(dir, filepath.FromSlash(g.Folder))
	if err := writeAtomic(base+".zip", data); err != nil {
		return err
	}
	if g.APITypes {
		if err := writeAtomic(base+".d.ts", apiTypes(sources)); err != nil {
			return err
		}
	}
	if !g.KeepFolder {
		return nil
	}
	return replaceFolder(base, func(fresh string) error { return unzipInto(fresh, data) })
}

// exposedSource is one expose with the file that TypeScript reads.
type exposedSource struct{ key, file string }

// name is the file of the expose in the archive: "./ui/Button" is ui/Button.
func (s *exposedSource) name() string {
	if s.key == "." {
		return "index"
	}
	return strings.TrimPrefix(s.key, "./")
}

var typed = lazy.Regexp(`\.[cm]?[jt]sx?$`)

// exposedSources resolves the last import of each expose. Style sheets and the
// like have no types, and "?exclude-mf-dts" asks for none.
func (p *DtsPlugin) exposedSources() ([]exposedSource, error) {
	var list []exposedSource
	exposes, _, _ := expandExposes(p.config.Context, p.Federation.Exposes)
	for i := range exposes {
		e := &exposes[i]
		request := e.Imports[len(e.Imports)-1]
		if strings.Contains(request, "?exclude-mf-dts") {
			continue
		}
		res, err := p.resolver.Resolve(p.config.Context, request)
		if err != nil {
			return nil, fmt.Errorf("%q cannot be resolved", request)
		}
		if typed().MatchString(res.Path) {
			list = append(list, exposedSource{e.Key, res.Path})
		}
	}
	return list, nil
}

// findCompiler finds node_modules/.bin/name from the context up.
func (p *DtsPlugin) findCompiler(name string) string {
	for dir := p.Federation.Dts.Cwd; ; dir = filepath.Dir(dir) {
		path := filepath.Join(dir, "node_modules", ".bin", name)
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			return path
		}
		if filepath.Dir(dir) == dir {
			return ""
		}
	}
}

// writeTSConfig writes a project of the exposed files that goes on from the
// user's. Its root is that of the file system, so that files of other packages
// of a workspace are allowed as well.
func (p *DtsPlugin) writeTSConfig(work, out string, sources []exposedSource) error {
	options := map[string]any{
		"declaration": true, "emitDeclarationOnly": true, "noEmit": false, "noEmitOnError": false, "outDir": out, "rootDir": rootOf(p.config.Context),
		"composite": false, "incremental": false, "declarationMap": false, "sourceMap": false, "skipLibCheck": true, "allowImportingTsExtensions": true,
	}
	files := []string{}
	for _, s := range sources {
		files = append(files, s.file)
		if strings.HasSuffix(strings.TrimSuffix(s.file, "x"), "js") {
			options["allowJs"] = true
		}
	}
	files = append(files, p.Federation.Dts.Generate.AdditionalFiles...)
	project := map[string]any{"compilerOptions": options, "files": files, "include": []string{}, "references": []string{}}
	if base := p.tsconfig(); base != "" {
		project["extends"] = base
	} else {
		for key, value := range map[string]any{"target": "es2022", "module": "esnext", "moduleResolution": "bundler", "jsx": "react-jsx", "strict": true} {
			options[key] = value
		}
	}
	text, err := json.MarshalIndent(project, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(work, "tsconfig.json"), text, 0o644)
}

func (p *DtsPlugin) tsconfig() string {
	path := p.Federation.Dts.TSConfig
	if path == "" {
		path = filepath.Join(p.config.Context, "tsconfig.json")
	}
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

// rootOf is "/", or the volume on Windows.
func rootOf(path string) string { return filepath.VolumeName(path) + string(filepath.Separator) }

// packTypes collects the declarations below out: a file for each expose that
// re-exports what stands in the folder compiled, where paths are relative to the
// deepest folder that all have in common.
func packTypes(out, compiled string, sources []exposedSource) (files map[string][]byte, missing []string, err error) {
	made := make(map[string][]byte) // by path below out
	err = filepath.WalkDir(out, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		rel, _ := filepath.Rel(out, name)
		made[filepath.ToSlash(rel)] = text
		return err
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, nil, err
	}
	common := commonFolder(made)
	files = make(map[string][]byte)
	for name, text := range made {
		files[compiled+"/"+strings.TrimPrefix(name, common)] = text
	}
	for i := range sources {
		s := &sources[i]
		name := strings.TrimPrefix(filepath.ToSlash(strings.TrimPrefix(s.file, rootOf(s.file))), "/")
		stem, declaration := declarationOf(name)
		text, ok := made[declaration]
		if !ok {
			missing = append(missing, s.key)
			continue
		}
		up := strings.Repeat("../", strings.Count(s.name(), "/"))
		if up == "" {
			up = "./"
		}
		from := up + compiled + "/" + strings.TrimPrefix(stem, common)
		line := fmt.Sprintf("export * from '%s';\n", from)
		if hasDefault().Match(text) {
			line += fmt.Sprintf("export { default } from '%s';\n", from)
		}
		files[s.name()+".d.ts"] = []byte(line)
	}
	return files, missing, nil
}

var hasDefault = lazy.Regexp(`(?m)export default|\bas default\b|export \{[^}]*\bdefault\b|^export =`)

// declarationOf is what TypeScript makes of a file, and the path to import it by.
func declarationOf(name string) (stem, declaration string) {
	for ext, to := range map[string]string{".mts": ".d.mts", ".cts": ".d.cts", ".mjs": ".d.mts", ".cjs": ".d.cts"} {
		if base, ok := strings.CutSuffix(name, ext); ok {
			return base + strings.Replace(ext, "t", "j", 1), base + to
		}
	}
	base := typed().ReplaceAllString(name, "")
	base = strings.TrimSuffix(base, ".d")
	return base, base + ".d.ts"
}

// commonFolder is the folder, with its slash, that all names begin with.
func commonFolder(files map[string][]byte) string {
	common, first := "", true
	for name := range files {
		dir := name[:strings.LastIndexByte(name, '/')+1]
		if first {
			common, first = dir, false
		}
		for !strings.HasPrefix(dir, common) {
			common = common[:strings.LastIndexByte(strings.TrimSuffix(common, "/"), '/')+1]
		}
	}
	return common
}

// apiTypes is @mf-types.d.ts, from which hosts type loadRemote. The name in it is
// replaced by the name that a host has for the remote.
func apiTypes(sources []exposedSource) []byte {
	var keys, types bytes.Buffer
	for i := range sources {
		id := "REMOTE_ALIAS_IDENTIFIER"
		if sources[i].key != "." {
			id += strings.TrimPrefix(sources[i].key, ".")
		}
		if i > 0 {
			keys.WriteString(" | ")
		}
		fmt.Fprintf(&keys, "'%s'", id)
		fmt.Fprintf(&types, "T extends '%s' ? typeof import('%s') : ", id, id)
	}
	return []byte(fmt.Sprintf("export type RemoteKeys = %s;\ntype PackageType<T> = %sany;\nexport type { PackageType };\n", keys.String(), types.String()))
}

// writeAtomic replaces a file, or leaves it as it is.
func writeAtomic(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".types-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

func firstLines(text []byte, n int) []string {
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(lines) > n {
		lines = append(lines[:n], fmt.Sprintf("and %d more lines", len(lines)-n))
	}
	if len(lines) == 1 && lines[0] == "" {
		return nil
	}
	return lines
}

// typesOf fills the place of the types in a manifest.
func typesOf(f *config.Federation, c *config.Config) manifestTypes {
	if f.Dts == nil || f.Dts.Generate == nil || len(f.Exposes) == 0 {
		return manifestTypes{}
	}
	g := f.Dts.Generate
	dir := containerFolder(f, c)
	if g.OutputDir != "" {
		rel, err := filepath.Rel(c.Output.Path, g.OutputDir)
		if err != nil || !filepath.IsLocal(rel) {
			return manifestTypes{} // where hosts do not look
		}
		dir = filepath.ToSlash(rel)
	}
	// Module Federation 2 has no folder for these, only names below the public path.
	base := path.Join(dir, g.Folder)
	t := manifestTypes{Zip: base + ".zip"}
	if g.APITypes {
		t.API = base + ".d.ts"
	}
	return t
}
