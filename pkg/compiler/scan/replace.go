package scan

import (
	"path/filepath"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// replaceRequest applies the replacements of modules that match a request.
func (w *worker) replaceRequest(r *Request) {
	for i := range w.in.Config.ModuleReplacements {
		if p := &w.in.Config.ModuleReplacements[i]; p.Match.Regexp.MatchString(r.Specifier) {
			r.Specifier = p.To
		}
	}
}

// replaceFile applies those that match the file that was found.
func (w *worker) replaceFile(r *Request, res resolver.Result) (resolver.Result, error) {
	for i := range w.in.Config.ModuleReplacements {
		p := &w.in.Config.ModuleReplacements[i]
		if !p.Match.Regexp.MatchString(filepath.ToSlash(res.Path)) {
			continue
		}
		to := p.To
		if !filepath.IsAbs(to) {
			to = "./" + strings.TrimPrefix(filepath.ToSlash(to), "./")
		}
		found, err := w.resolver(r).Resolve(filepath.Dir(res.Path), to)
		if err != nil {
			return res, err
		}
		res = found
	}
	return res, nil
}

// replacedBefore applies the replacements that match the request of a context. What
// import.meta.glob() means has no folder that could be matched.
func (w *worker) replacedBefore(x *graph.ContextRequest, r *Request) *graph.ContextRequest {
	for i := range w.in.Config.ContextReplacements {
		p := &w.in.Config.ContextReplacements[i]
		if x.Glob != nil || !matches(&p.Match, r.Specifier) {
			continue
		}
		if p.Folder != "" {
			r.Specifier = p.Folder
		}
		x = replaced(x, p)
	}
	return x
}

// replacedAfter applies those that match the folders that it leads to, and changes
// these. files, if not nil, are all that is meant, by request.
func (w *worker) replacedAfter(x *graph.ContextRequest, roots []string) (_ *graph.ContextRequest, files [][2]string) {
	for i := range w.in.Config.ContextReplacements {
		p := &w.in.Config.ContextReplacements[i]
		for k, root := range roots {
			if x.Glob != nil || !matches(&p.Match, root) {
				continue
			}
			if filepath.IsAbs(p.Folder) {
				roots[k] = filepath.Clean(p.Folder)
			} else {
				roots[k] = filepath.Join(root, filepath.FromSlash(p.Folder))
			}
			x = replaced(x, p)
			if p.Map != nil {
				files = p.Map
			}
		}
	}
	return x, files
}

func matches(c *config.Condition, text string) bool {
	return c.Regexp != nil && c.Regexp.MatchString(filepath.ToSlash(text))
}

// replaced is x as p has it.
func replaced(x *graph.ContextRequest, p *config.ContextReplacement) *graph.ContextRequest {
	c := *x
	if p.Recursive != nil {
		c.Recursive = *p.Recursive
	}
	if p.Source != "" {
		c.Pattern, c.Flags = p.Source, p.Flags
	}
	return &c
}

// mapped adds files by the requests that lead to them.
func (c *contextWalk) mapped(files [][2]string) {
	for _, f := range files {
		key := f[0]
		if !c.x.Object && len(key) > 1 && key[:2] == "./" {
			key = c.x.Prefix + key[1:]
		}
		c.items = append(c.items, contextItem{key: key, request: f[1], from: c.root})
	}
}
