package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// migrateScript and migrateRules read a configuration of webpack or Rspack, which
// is a program.
//
//go:embed migrate.cjs
var migrateScript string

//go:embed migrate_rules.cjs
var migrateRules string

// webpackFiles are the names that webpack and Rspack look for.
var webpackFiles = []string{
	"webpack.config.js", "webpack.config.mjs", "webpack.config.cjs", "webpack.config.ts", "rspack.config.js", "rspack.config.mjs", "rspack.config.cjs", "rspack.config.ts",
}

func newMigrate() *cobra.Command {
	cmd := &cobra.Command{
		Use: "migrate [webpack or Rspack config]", Short: "Write a federation.yaml from a configuration of webpack or Rspack", Args: cobra.MaximumNArgs(1),
		Long: "Loads the configuration in Node, which runs it, writes federation.yaml beside it, and lists what could\n" +
			"not be carried over with the reason. Plugins of Module Federation (webpack, Rspack, enhanced), and those\n" +
			"for pages, copies and definitions become keys.",
		Example: "  mfbundle migrate\n  mfbundle migrate config/webpack.prod.js --mode production",
		RunE:    runMigrate,
	}
	cmd.Flags().String("mode", "production", "mode that functions in the configuration are called with")
	setupFlags(cmd)
	return cmd
}

// migrated is what the script prints.
type migrated struct {
	Builds []json.RawMessage
	Notes  []struct {
		Path, Reason string
		Kept         bool // the place is in the new file all the same
	}
	// Install are packages that the new file needs and the project lacks.
	Install []string
}

func runMigrate(cmd *cobra.Command, args []string) error {
	settings, err := readSettings(cmd)
	if err != nil {
		return err
	}
	fail := func(code, message, help string) error {
		w := cmd.ErrOrStderr()
		_ = diag.Text(w, []diag.Diagnostic{{Code: code, Message: message, Help: help}}, diag.TextOptions{Color: colorOn(settings.Color, w)})
		return exitUsage
	}
	file := ""
	if len(args) > 0 {
		file = args[0]
	}
	for _, name := range webpackFiles {
		if _, err := os.Stat(name); file == "" && err == nil {
			file = name
		}
	}
	if file == "" {
		return fail("migrate-not-found", "There is no webpack.config.js or rspack.config.js here", "name the configuration: mfbundle migrate FILE")
	}
	if _, err := os.Stat(file); err != nil {
		return fail("migrate-not-found", fmt.Sprintf("There is no configuration at %q", file), "name the file of a configuration")
	}
	mode := settings.Mode
	if mode == "" {
		mode = "production"
	}
	answer, err := loadWebpack(file, mode)
	if err != nil {
		return fail("migrate-failed", fmt.Sprintf("%q cannot be loaded: %s", file, err), "install what it imports, and check that Node can run it")
	}
	text, err := asYAML(answer.Builds)
	if err != nil {
		return err
	}
	force, _ := cmd.Flags().GetBool("force")
	dir := filepath.Dir(file)
	if err := writeConfig(cmd, settings, dir, text, force); err != nil {
		return err
	}
	w := cmd.ErrOrStderr()
	for _, n := range answer.Notes {
		what := "not carried over"
		if n.Kept {
			what = "carried over"
		}
		fmt.Fprintf(w, "%s: %s: %s\n", what, n.Path, n.Reason)
	}
	if len(answer.Install) > 0 {
		fmt.Fprintf(w, "to do: npm install --save-dev %s\n", strings.Join(answer.Install, " "))
	}
	// What the loader says of the new file is left to do by hand.
	_, diags := config.Load(config.LoadOptions{Path: filepath.Join(dir, "federation.yaml")})
	return printMigrated(cmd, settings, diags)
}

func printMigrated(cmd *cobra.Command, s config.Settings, diags []diag.Diagnostic) error {
	w := cmd.ErrOrStderr()
	_ = printDiagnostics(w, diags, colorOn(s.Color, w), s.Quiet)
	if n := countErrors(diags); n > 0 {
		fmt.Fprintf(w, "%s in the new file to be mended by hand\n", plural(n, "place"))
		return exitFailed
	}
	return nil
}

// loadWebpack runs the script.
func loadWebpack(file, mode string) (*migrated, error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	switch filepath.Ext(abs) {
	case ".ts", ".mts", ".cts":
		// Node.js before 22.18 does not read TypeScript. Which kind of module the
		// configuration can be follows from what it imports, which Node.js knows.
		m, err := loadCompiled(abs, mode, api.FormatCommonJS)
		if err != nil {
			if other, failed := loadCompiled(abs, mode, api.FormatESModule); failed == nil {
				return other, nil
			}
		}
		return m, err
	}
	return runWebpack(abs, abs, mode)
}

// loadCompiled compiles a configuration, and the files of the project that it
// imports, to a file beside it, which is there while Node.js runs.
func loadCompiled(file, mode string, format api.Format) (*migrated, error) {
	ending, head := ".cjs", ""
	define := map[string]string{"import.meta.url": "__config_url", "import.meta.dirname": "__dirname", "import.meta.filename": "__filename"}
	if format == api.FormatESModule {
		ending, define = ".mjs", nil
		head = `import {createRequire as __create} from "module"; const require = __create(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;`
	} else {
		head = `const __config_url = require("url").pathToFileURL(__filename).href;`
	}
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{file}, Bundle: true, Packages: api.PackagesExternal, Platform: api.PlatformNode, Format: format, Target: api.ES2022,
		Define: define, Banner: map[string]string{"js": head}, LogLevel: api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		return nil, errors.New(result.Errors[0].Text)
	}
	out, err := os.CreateTemp(filepath.Dir(file), ".webpack-config-*"+ending)
	if err != nil {
		return nil, err
	}
	defer os.Remove(out.Name())
	if _, err = out.Write(result.OutputFiles[0].Contents); err == nil {
		err = out.Close()
	}
	if err != nil {
		return nil, err
	}
	return runWebpack(out.Name(), file, mode)
}

// runWebpack runs the script on a configuration; dir is that of named.
func runWebpack(abs, named, mode string) (*migrated, error) {
	cmd := exec.Command("node", "-", abs, mode)
	cmd.Dir = filepath.Dir(named)
	cmd.Stdin = strings.NewReader(migrateRules + migrateScript)
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return nil, errors.New("Node is not installed")
		}
		first, _, _ := strings.Cut(strings.TrimSpace(problems.String()), "\n")
		return nil, errors.New(first)
	}
	// The configuration may have printed something before.
	text := out.Bytes()
	var m migrated
	if err := json.Unmarshal(text[bytes.LastIndexByte(text, '\n')+1:], &m); err != nil {
		return nil, fmt.Errorf("read the answer of Node: %w", err)
	}
	return &m, nil
}

// asYAML writes JSON objects as the documents of one file, in their own order.
func asYAML(builds []json.RawMessage) (string, error) {
	var b strings.Builder
	for i, build := range builds {
		if i > 0 {
			b.WriteString("---\n")
		}
		var n yaml.Node
		if err := yaml.Unmarshal(build, &n); err != nil { // JSON is YAML
			return "", err
		}
		block(&n)
		e := yaml.NewEncoder(&b)
		e.SetIndent(2)
		if err := e.Encode(&n); err != nil {
			return "", err
		}
		if err := e.Close(); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// block turns a tree that was read from JSON into what a person would write.
func block(n *yaml.Node) {
	n.Style = 0
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" && strings.Contains(n.Value, "${") && !strings.HasPrefix(n.Value, "\"${") {
		n.Value = strings.ReplaceAll(n.Value, "${", "$${") // a literal one
	}
	for _, c := range n.Content {
		block(c)
	}
}
