package compiler

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/scan"
	"github.com/mfbundle/mfbundle/pkg/config/lazy"
)

// sourceNames returns what sources are called in one map, by
// output.devtoolModuleFilenameTemplate; nil leaves them as they are, which is their
// paths from the context. chunk is the name of the file's chunk.
//
// Names are unique: a second source of a name is called by the template of the
// fallback, and one that still has company gets asterisks, as in webpack.
func (c *Compiler) sourceNames(chunk string) func(name string) string {
	o := &c.Config.Output
	template := o.DevtoolModuleFilenameTemplate
	if template == "" {
		if o.DevtoolNamespace == "" {
			return nil
		}
		template = "webpack://[namespace]/[resource-path]?[loaders]"
	}
	fallback := o.DevtoolFallbackModuleFilenameTemplate
	if fallback == "" {
		fallback = "webpack://[namespace]/[resource-path]?[hash]"
	}
	namespace := o.DevtoolNamespace
	if namespace == "" {
		namespace = o.UniqueName
	}
	namespace = strings.ReplaceAll(namespace, "[name]", chunk)
	taken := make(map[string]bool)
	return func(name string) string {
		s := c.sourceName(template, namespace, name)
		if taken[s] {
			s = c.sourceName(fallback, namespace, name)
		}
		for taken[s] {
			s += "*"
		}
		taken[s] = true
		return s
	}
}

var sourceWord = lazy.Regexp(`\[[a-z-]+\]`)

// sourceName fills one template in. What has a URL for a name, as sources in the
// maps of packages, keeps it.
func (c *Compiler) sourceName(template, namespace, name string) string {
	if scan.HasScheme(name) {
		return name
	}
	file, query, _ := strings.Cut(name, "?")
	if query != "" {
		query = "?" + query
	}
	relative := file
	if !strings.HasPrefix(file, "../") && !filepath.IsAbs(file) {
		relative = "./" + file
	}
	s := sourceWord().ReplaceAllStringFunc(template, func(word string) string {
		switch word {
		case "[namespace]":
			return namespace
		case "[resource-path]", "[resourcepath]":
			return relative
		case "[resource]", "[short-identifier]":
			return relative + query
		case "[absolute-resource-path]", "[abs-resource-path]":
			if filepath.IsAbs(file) {
				return file
			}
			return filepath.ToSlash(filepath.Join(c.Config.Context, filepath.FromSlash(file)))
		case "[query]":
			return query
		case "[hash]":
			sum := sha256.Sum256([]byte(name))
			return hex.EncodeToString(sum[:2])
		case "[loaders]", "[all-loaders]": // maps lead to the files in front of them
			return ""
		}
		return word
	})
	return strings.TrimSuffix(s, "?")
}
