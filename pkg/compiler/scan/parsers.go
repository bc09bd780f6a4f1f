package scan

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/parse"
	lowering "github.com/mfbundle/mfbundle/pkg/compiler/target"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// parsers holds the parse options of a build, one for each kind of file and
// each tsconfig.json.
type parsers struct {
	mu     sync.Mutex
	byKey  map[parserKey]*parse.Options
	raw    map[string]string                  // directory → text of the nearest tsconfig's compiler options
	broken map[string]*resolver.TSConfigError // by who extends it and its path
	config *config.Config
	files  *resolver.Cache
	base   parse.Options
}

type parserKey struct {
	loader parse.Loader
	goal   parse.Goal
	raw    string
	syntax parse.Syntax
}

func newParsers(in *Input) *parsers {
	c := in.Config
	defines, err := parse.CompileDefines(c.Define)
	if err != nil {
		panic(err) // config has checked the expressions
	}
	p := &parsers{byKey: make(map[parserKey]*parse.Options), raw: make(map[string]string), broken: make(map[string]*resolver.TSConfigError), config: c, files: in.Files}
	p.base = parse.Options{Defines: defines, Builtins: &parse.Builtins{Env: MetaEnv(c)}, Provide: c.Provide, DeadCode: true, SourceMap: true, Strict: c.Output.Module}
	p.base.Target, p.base.Engines = lowering.Of(c.Target)
	p.base.Supported = lowering.Supported(p.base.Target, p.base.Engines)
	p.base.JSX = parse.JSX{ImportSource: c.JSX.ImportSource, Factory: c.JSX.Factory, Fragment: c.JSX.Fragment, Dev: c.Mode == config.Development}
	if c.JSX.Runtime == "classic" {
		p.base.JSX.Mode = parse.JSXClassic
	}
	if c.JSX.Development != nil {
		p.base.JSX.Dev = *c.JSX.Development
	}
	return p
}

// MetaEnv returns the members of import.meta.env as JavaScript literals: those of Vite and webpack, and
// what define adds.
func MetaEnv(c *config.Config) map[string]string {
	env := map[string]string{}
	if mode := c.Optimization.NodeEnv; mode != "" {
		base := c.Output.PublicPath
		if base == "" || base == "auto" {
			base = "/"
		}
		development := c.Mode == config.Development
		env["NODE_ENV"], env["MODE"], env["BASE_URL"] = graph.Quote(mode), graph.Quote(mode), graph.Quote(base)
		env["DEV"], env["PROD"] = strconv.FormatBool(development), strconv.FormatBool(!development)
		env["SSR"] = strconv.FormatBool(strings.HasSuffix(c.Target.Platform, "node"))
	}
	for key, text := range c.Define {
		if name, ok := strings.CutPrefix(key, "import.meta.env."); ok && !strings.Contains(name, ".") {
			env[name] = text
		}
	}
	return env
}

// forFile are the options of a file that is named like ext and has a module type.
func (p *parsers) forFile(path, ext, kind string, strict bool, o *config.TypeOptions) *parse.Options {
	key := parserKey{goal: parse.GoalAuto, syntax: syntaxOf(o, p.config.Target.HasNode())}
	switch ext {
	case ".ts", ".mts", ".cts":
		key.loader = parse.LoaderTS
	case ".tsx":
		key.loader = parse.LoaderTSX
	case ".jsx":
		key.loader = parse.LoaderJSX
	}
	if strict {
		key.goal = parse.GoalModule
		// As in Node, an ES module has no require, module or exports, unless told so.
		key.syntax.NoRequire = o.Script.CommonJS == nil || !*o.Script.CommonJS
		key.syntax.NoAMD = o.Script.AMD == nil || !*o.Script.AMD
	} else if ext == ".cjs" || ext == ".cts" || kind == "javascript/dynamic" {
		key.goal = parse.GoalScript
	}
	inPackage := strings.Contains(path, string(filepath.Separator)+"node_modules"+string(filepath.Separator))
	if (ext == ".js" || kind != "" && key.loader == parse.LoaderJS && ext != ".cjs" && ext != ".mjs") && !inPackage {
		// Own .js files may contain JSX, as create-react-app taught people; the
		// parser asks esbuild only when plain JavaScript does not parse.
		key.loader = parse.LoaderJSX
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if key.loader != parse.LoaderJS && !inPackage {
		key.raw = p.tsconfig(filepath.Dir(path))
	}
	opts := p.byKey[key]
	if opts == nil {
		x := p.base
		x.Loader, x.Goal, x.TSConfigRaw, x.Syntax = key.loader, key.goal, key.raw, key.syntax
		if key.syntax.NoMeta {
			x.Builtins = nil
		}
		if key.syntax.This != "" {
			x.Syntax.This = p.config.Output.GlobalObject
		}
		opts = &x
		p.byKey[key] = opts
	}
	return opts
}

// creator is the function of Node that makes require functions.
const creator = "createRequire from module"

// syntaxOf is what the options of a module say of its syntax, in output for Node or not.
func syntaxOf(o *config.TypeOptions, node bool) parse.Syntax {
	off := func(b *bool) bool { return b != nil && !*b }
	on := func(b *bool) bool { return b != nil && *b }
	s := &o.Script
	x := parse.Syntax{
		NoAMD: off(s.AMD), NoRequire: off(s.CommonJS), NoContext: off(s.RequireContext), NoMetaContext: off(s.MetaContext), NoEnsure: off(s.RequireEnsure),
		NoInclude: off(s.RequireInclude), NoImport: off(o.Import), NoDynamicURL: off(s.DynamicURL), NoMeta: s.ImportMeta == "false",
		WarnParts: on(s.WrappedCritical), WarnRequire: on(s.UnknownCritical), Workers: strings.Join(s.Workers, "\n"),
	}
	x.Pure, x.ExprFlat, x.WrappedFlat = strings.Join(s.Pure, "\n"), off(s.ExprRecursive), off(s.WrappedRecursive)
	x.WrappedPattern, _, _ = config.CutRegexp(s.WrappedPattern)
	if x.ExprRequest = s.ExprRequest; s.ExprPattern == "true" {
		x.ExprPattern = `/^\.\/.*$/`
	} else if s.ExprPattern != "false" {
		x.ExprPattern = s.ExprPattern
	}
	switch s.CreateRequire {
	case "":
		if node {
			x.CreateRequire = creator
		}
	case "false":
	case "true":
		x.CreateRequire = creator
	default:
		x.CreateRequire = s.CreateRequire
	}
	x.RequireJS, x.MetaLeft = on(s.RequireJS), s.MetaLeft
	if s.This == "global" {
		x.This = s.This // what it is called is that of the build
	}
	if s.NoWorkers || s.Workers != nil && len(s.Workers) == 0 {
		x.Workers = "-"
	}
	return x
}

// sourceOptions is what they say of how it is written; nil for the usual.
func sourceOptions(o *config.TypeOptions) *graph.SourceOptions {
	s := &o.Script
	x := graph.SourceOptions{NamespaceThis: s.NamespaceThis != nil && *s.NamespaceThis, Strict: s.Strict, Meta: s.ImportMeta, MetaLeft: s.MetaLeft}
	if x.Meta == "true" {
		x.Meta = ""
	}
	if s.Node != nil {
		x.Node = &graph.NodeNames{Global: s.Node.Global, Warn: s.Node.Warn, Filename: s.Node.Filename, Dirname: s.Node.Dirname}
	}
	if x == (graph.SourceOptions{}) {
		return nil
	}
	return &x
}

// tsconfig is the text of a tsconfig.json with the compiler options that hold
// in dir, "" when there are none.
func (p *parsers) tsconfig(dir string) string {
	if raw, ok := p.raw[dir]; ok {
		return raw
	}
	raw, err := p.files.CompilerOptions(dir)
	if e, ok := errors.AsType[*resolver.TSConfigError](err); ok {
		p.broken[e.From+"\x00"+e.Path] = e
	}
	p.raw[dir] = raw
	return raw
}

// problems are the tsconfig files that cannot be read, sorted by what names them.
func (p *parsers) problems(display func(string) string) []diag.Diagnostic {
	var out []diag.Diagnostic
	file := func(path string) string { return strings.TrimPrefix(display(path), "./") }
	for _, e := range p.broken {
		d := diag.Diagnostic{
			Severity: diag.Warning, Code: "tsconfig-unreadable", Message: fmt.Sprintf("%q cannot be read, so files are compiled without what it says", file(e.Path)),
			At: diag.Location{File: file(e.Path)}, Notes: []string{e.Error()}, Help: "correct the file",
		}
		if e.From != "" {
			d.Message = fmt.Sprintf("%q extends %q, which cannot be read, so files are compiled without what that says", file(e.From), e.Name)
			d.Help = "correct extends, or install the package that it names"
			d.At = diag.Location{File: file(e.From)}
			if text, err := resolver.ReadFile(e.From); err == nil {
				if i := bytes.Index(text, []byte(strconv.Quote(e.Name))); i >= 0 {
					d.At.Text, d.At.Start, d.At.End = text, i, i+len(e.Name)+2
				}
			}
		}
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b diag.Diagnostic) int { return strings.Compare(a.Message, b.Message) })
	return out
}
