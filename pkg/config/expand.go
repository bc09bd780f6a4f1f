package config

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/joho/godotenv"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// expand merges a document with what it extends and returns it with the
// variables that its env_file and those of the extended files define. stack are
// the files on the way here, outermost first.
func (l *loader) expand(doc *node, stack []string, env *environ) (*node, *environ) {
	if doc.kind != kindMap {
		return doc, env
	}
	folder := filepath.Dir(stack[len(stack)-1])
	if p := doc.find("env_file"); p != nil {
		env = env.withFiles(l.envFiles(p, folder, env))
		doc = doc.without("env_file")
	}
	p := doc.find("extends")
	if p == nil {
		return doc, env
	}
	doc = doc.without("extends")
	var base *node
	for _, item := range l.pathList(p, env) {
		var extended *node
		extended, env = l.extended(item, folder, stack, env)
		if extended != nil {
			base = merge(base, extended)
		}
	}
	return merge(base, doc), env
}

// extended reads one file that is extended.
func (l *loader) extended(item *node, folder string, stack []string, env *environ) (*node, *environ) {
	path := item.text
	if !filepath.IsAbs(path) {
		path = filepath.Join(folder, filepath.FromSlash(path))
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		found, _ := l.locate(path)
		if found != "" {
			path = found
		}
	}
	if i := slices.Index(stack, path); i >= 0 {
		names := []string{}
		for _, f := range append(slices.Clone(stack[i:]), path) {
			names = append(names, l.display(f))
		}
		l.report("config-extends-cycle", item.span(), fmt.Sprintf("%q extends itself", l.display(path)),
			"remove one of these extends", strings.Join(names, " → "))
		return nil, env
	}
	src, err := l.readFile(path)
	if err != nil {
		l.report("config-extends", item.span(), fmt.Sprintf("Could not read %q to extend it: %s", l.display(path), cause(err)),
			"write a path relative to this file")
		return nil, env
	}
	docs, diags := parse(src)
	l.diags = append(l.diags, diags...)
	switch {
	case len(docs) == 0:
		return nil, env
	case len(docs) > 1:
		l.report("config-extends", item.span(), fmt.Sprintf("%q has %d documents, a file that is extended must have one", l.display(path), len(docs)),
			"move the shared part into a file of its own")
		return nil, env
	case docs[0].kind != kindMap:
		l.report("config-wrong-type", docs[0].span(), "A configuration must be a map, this is "+docs[0].kind.String(), "")
		return nil, env
	}
	l.contextOf(docs[0], src, env)
	return l.expand(docs[0], append(slices.Clone(stack), path), env)
}

// contextOf makes the context that an extended file gives absolute: it is
// relative to the file that it is written in.
func (l *loader) contextOf(doc *node, src *sourceFile, env *environ) {
	n := doc.get("context")
	if !n.isText() {
		return
	}
	if text, problem := env.expand(n.text); problem == nil && !filepath.IsAbs(text) {
		n.text = strings.ReplaceAll(filepath.Join(filepath.Dir(src.path), filepath.FromSlash(text)), "${", "$${")
	}
}

// pathList returns the strings of a key that takes a path or a list of paths,
// variables replaced.
func (l *loader) pathList(p *pair, env *environ) []*node {
	items := []*node{p.value}
	if p.value.kind == kindList {
		items = p.value.items
	}
	var list []*node
	for _, item := range items {
		if diags := env.interpolate(item); len(diags) > 0 {
			l.diags = append(l.diags, diags...)
			continue
		}
		if !item.isText() || item.text == "" {
			l.report("config-wrong-type", item.span(), fmt.Sprintf("%q must be a path or a list of paths, this is %s", p.key, item.describe()), "")
			continue
		}
		list = append(list, item)
	}
	return list
}

// envFiles reads dotenv files; a later one wins.
func (l *loader) envFiles(p *pair, folder string, env *environ) map[string]string {
	all := map[string]string{}
	for _, item := range l.pathList(p, env) {
		path := item.text
		if !filepath.IsAbs(path) {
			path = filepath.Join(folder, filepath.FromSlash(path))
		}
		src, err := l.readFile(path)
		if err != nil {
			l.report("config-env-file", item.span(), fmt.Sprintf("Could not read %q: %s", l.display(path), cause(err)),
				"write a path relative to this file")
			continue
		}
		vars, err := parseDotenv(src.text)
		if err != nil {
			l.report("config-env-file", item.span(), fmt.Sprintf("%q is no dotenv file: %s", l.display(path), err), "")
			continue
		}
		maps.Copy(all, vars)
	}
	return all
}

// parseDotenv turns a panic of the library into an error, see decodeSafely.
func parseDotenv(text []byte) (vars map[string]string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	return godotenv.UnmarshalBytes(text)
}

func (l *loader) report(code string, at span, message, help string, notes ...string) {
	l.diags = append(l.diags, diag.Diagnostic{Code: code, Message: message, At: at.location(), Help: help, Notes: notes})
}
