package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// schemaFile is the file beside federation.yaml that editors check it with.
const schemaFile = "federation.schema.json"

// schemaLine is the first line of a configuration, which editors read.
const schemaLine = "# yaml-language-server: $schema=./" + schemaFile + "\n"

func newInit() *cobra.Command {
	cmd := &cobra.Command{
		Use: "init [dir]", Short: "Write a federation.yaml", Args: cobra.MaximumNArgs(1),
		Long: "Writes federation.yaml for the project in a folder, from what its package.json and files say, and\n" +
			schemaFile + " for editors. It asks nothing and replaces nothing without --force.",
		Example: "  mfbundle init\n  mfbundle init apps/cart",
		RunE: func(cmd *cobra.Command, args []string) error {
			settings, err := readSettings(cmd)
			if err != nil {
				return err
			}
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			force, _ := cmd.Flags().GetBool("force")
			return writeConfig(cmd, settings, dir, initialConfig(dir), force)
		},
	}
	setupFlags(cmd)
	return cmd
}

// setupFlags are the flags of commands that write a configuration.
func setupFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringP("cwd", "C", "", "`folder` to work in")
	f.Bool("force", false, "replace files that exist")
	outputFlags(cmd)
}

// writeConfig writes federation.yaml and its schema into a folder.
func writeConfig(cmd *cobra.Command, s config.Settings, dir, text string, force bool) error {
	fail := func(d diag.Diagnostic) error {
		w := cmd.ErrOrStderr()
		_ = diag.Text(w, []diag.Diagnostic{d}, diag.TextOptions{Color: colorOn(s.Color, w)})
		return exitUsage
	}
	path := filepath.Join(dir, "federation.yaml")
	if _, err := os.Stat(path); err == nil && !force {
		return fail(diag.Diagnostic{Code: "setup-exists", Message: fmt.Sprintf("%q exists already", filepath.ToSlash(path)), Help: "pass --force to replace it"})
	}
	schema, err := config.Schema()
	if err != nil {
		return err
	}
	for _, f := range []struct{ name, text string }{{path, schemaLine + text}, {filepath.Join(dir, schemaFile), string(schema) + "\n"}} {
		if err := os.WriteFile(f.name, []byte(f.text), 0o666); err != nil {
			return fail(diag.Diagnostic{Code: "setup-write", Message: fmt.Sprintf("Could not write %q: %s", filepath.ToSlash(f.name), reasonOf(err)), Help: "name a folder that can be written to"})
		}
		if !s.Quiet {
			fmt.Fprintln(cmd.OutOrStdout(), "wrote", filepath.ToSlash(f.name))
		}
	}
	return nil
}

// entryNames are where the entry of a project is looked for, in order.
var entryNames = []string{"src/index", "src/main", "src/app", "index", "main"}

// componentRules are what projects with components in files of their own need: the
// first package that is there decides.
var componentRules = []struct{ name, loader, text string }{
	{"vue", "vue-loader", "define:\n  __VUE_OPTIONS_API__: \"true\"\n  __VUE_PROD_DEVTOOLS__: \"false\"\n  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: \"false\"\n" +
		"module:\n  rules:\n    - {test: /\\.vue$/, loader: vue-loader}\n"},
	{"svelte", "svelte-loader", "resolve:\n  conditionNames: [svelte, \"...\"]\n  extensions: [.svelte, \"...\"]\n" +
		"module:\n  rules:\n    - {test: '/\\.svelte(\\.ts)?$/', loader: svelte-loader}\n"},
}

// initialConfig is the text of a first configuration for the project in dir.
func initialConfig(dir string) string {
	var pkg struct {
		Name, Source    string
		Dependencies    map[string]any
		DevDependencies map[string]any
	}
	if text, err := os.ReadFile(filepath.Join(dir, "package.json")); err == nil {
		_ = json.Unmarshal(text, &pkg) // a broken one says nothing; building reports it
	}
	if pkg.Name == "" {
		if abs, err := filepath.Abs(dir); err == nil {
			pkg.Name = filepath.Base(abs)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "name: %s\n", yamlText(pkg.Name))
	entry := pkg.Source
	exists := func(name string) bool {
		info, err := os.Stat(filepath.Join(dir, name))
		return err == nil && !info.IsDir()
	}
	for _, name := range entryNames {
		for _, ext := range []string{".tsx", ".ts", ".jsx", ".mjs", ".js"} {
			if entry == "" && exists(name+ext) {
				entry = name + ext
			}
		}
	}
	if entry == "" {
		entry = "src/index.js"
	}
	fmt.Fprintf(&b, "entry:\n  main: %s\n", yamlText("./"+strings.TrimPrefix(entry, "./")))
	b.WriteString("output:\n  filename: \"[name].[contenthash:8].js\"\n  clean: true\n")
	for _, page := range []string{"public/index.html", "src/index.html", "index.html"} {
		if exists(page) {
			fmt.Fprintf(&b, "html:\n  template: ./%s\n", page)
			break
		}
	}
	has := func(name string) bool {
		_, a := pkg.Dependencies[name]
		_, b := pkg.DevDependencies[name]
		return a || b
	}
	for _, c := range componentRules {
		if has(c.name) {
			b.WriteString(c.text)
			if !has(c.loader) || !has("loader-runner") {
				fmt.Fprintf(&b, "    # npm install --save-dev %s loader-runner\n", c.loader)
			}
			break
		}
	}
	// Packages that break when a page has two copies of them.
	var shared []string
	for _, name := range []string{"react", "react-dom", "vue", "svelte", "preact", "@angular/core"} {
		if _, ok := pkg.Dependencies[name]; ok {
			shared = append(shared, name)
		}
	}
	b.WriteString("# Module Federation: what this build offers to others, and takes from them.\n# federation:\n")
	fmt.Fprintf(&b, "#   name: %s\n#   exposes: {\"./App\": ./src/App}\n#   remotes: {cart: cart@https://example.com/cart/remoteEntry.js}\n", identifierOf(pkg.Name))
	if len(shared) > 0 {
		b.WriteString("#   shared:\n")
		for _, name := range shared {
			fmt.Fprintf(&b, "#     %s: {singleton: true}\n", yamlText(name))
		}
	}
	return b.String()
}

// yamlText is a string as YAML, quoted where it needs to be.
func yamlText(s string) string {
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_' || r == '.' || r == '/' || r >= '0' && r <= '9') {
			text, _ := json.Marshal(s) // a JSON string is one of YAML
			return string(text)
		}
	}
	if s == "" || s[0] == '-' || s[0] >= '0' && s[0] <= '9' || s == "true" || s == "false" || s == "null" {
		return `"` + s + `"`
	}
	return s
}

// identifierOf makes the name of a global variable.
func identifierOf(s string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return '_'
	}, s), "_")
}
