package plugins

import (
	"context"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"slices"

	"github.com/mfbundle/mfbundle/pkg/config"
)

// typeHintsText is the runtime plugin that tells a watch of remotes which only a
// page knows.
//
//go:embed type_hints.js
var typeHintsText string

// typeHints is that plugin, for the runtimePlugins of a federation.
func typeHints(f *config.Federation) config.RuntimePlugin {
	known := []string{}
	for i := range f.Remotes {
		known = append(known, f.Remotes[i].Key, containerName(&f.Remotes[i]))
	}
	params, _ := json.Marshal(map[string]any{"app": f.Name, "known": known}) // names and lists of them cannot fail
	return config.RuntimePlugin{Request: "data:text/javascript;base64," + base64.StdEncoding.EncodeToString([]byte(typeHintsText)), Params: string(params)}
}

// Registered tells that a page of an application has registered a remote: body is
// {app, name, alias, entry} as JSON, of which app is the name of the container. Its types are loaded now, and
// with those of the other remotes from now on. What makes no sense is left alone.
func (t *WatchedTypes) Registered(body []byte) {
	var r struct{ App, Name, Alias, Entry string }
	if json.Unmarshal(body, &r) != nil || r.Alias == "" || r.Entry == "" {
		return
	}
	remote := config.Remote{Key: r.Alias, Externals: []string{r.Name + "@" + r.Entry}}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ctx.Err() != nil {
		return
	}
	for _, a := range t.apps {
		p := a.latest
		if p.Federation.Name != r.App || !p.Federation.Dev.TypeHints || slices.ContainsFunc(p.registered, func(x config.Remote) bool { return x.Key == r.Alias && x.Externals[0] == remote.Externals[0] }) {
			continue
		}
		next := *p // runs under way have the old one
		next.registered = append(slices.DeleteFunc(slices.Clone(p.registered), func(x config.Remote) bool { return x.Key == r.Alias }), remote)
		a.latest = &next
		t.run(t.ctx, func(ctx context.Context) { t.note(ctx, &a.loaded, next.consume(ctx)) })
	}
}
