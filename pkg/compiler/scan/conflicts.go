package scan

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// conflicts are pairs of rules that say different things of one module. A rule
// inside another says more than that one and is in no conflict with it.
type conflicts struct {
	mu    sync.Mutex
	found map[clash]string // the first of the modules by name
}

// clash is one conflict; second is what counts.
type clash struct {
	first, second *config.Rule
	loader        *config.Loader // nil for a conflict of types
}

// note remembers what rules say twice of the module named so. e may be nil.
func (c *conflicts) note(e *effects, name string) {
	if e == nil || len(e.clashes) == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.found == nil {
		c.found = make(map[clash]string)
	}
	for _, x := range e.clashes {
		if old, ok := c.found[x]; !ok || name < old {
			c.found[x] = name
		}
	}
}

// diagnostics are in the order of the rules, whatever module came first.
func (c *conflicts) diagnostics() []diag.Diagnostic {
	keys := slices.SortedFunc(maps.Keys(c.found), func(a, b clash) int {
		return cmp.Or(cmp.Compare(a.second.At.Start, b.second.At.Start), cmp.Compare(a.first.At.Start, b.first.At.Start), cmp.Compare(a.second.Path, b.second.Path))
	})
	var out []diag.Diagnostic
	for _, x := range keys {
		if x.loader != nil {
			out = append(out, diag.Diagnostic{
				Severity: diag.Warning, Code: "rule-asset-loader", At: x.loader.At,
				Message: fmt.Sprintf("%q makes JavaScript of %q, which is then taken for the content of an asset", x.loader.Name, c.found[x]),
				Labels:  []diag.Label{{At: x.second.At, Message: fmt.Sprintf("type %q", x.second.Type)}},
				Help:    "remove the loader, which the type stands for, or the type",
			})
			continue
		}
		out = append(out, diag.Diagnostic{
			Severity: diag.Warning, Code: "rule-type-conflict", At: x.second.At,
			Message: fmt.Sprintf("Two rules give %q different types: this one says %q and counts, an earlier one says %q", c.found[x], x.second.Type, x.first.Type),
			Labels:  []diag.Label{{At: x.first.At, Message: fmt.Sprintf("type %q", x.first.Type)}},
			Help:    "exclude the file from one of the rules, or put both into oneOf",
		})
	}
	return out
}

// oldAssetLoaders did what asset types do.
var oldAssetLoaders = []string{"file-loader", "url-loader", "raw-loader"}
