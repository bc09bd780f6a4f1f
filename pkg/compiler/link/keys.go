package link

import "github.com/mfbundle/mfbundle/pkg/compiler/graph"

// keysOf are the names that are read of the value of a ref, behind the first n of
// its chain. What is called is not part of the path: a method gets the whole value.
// What is written is, as whoever reads it does so by a name or has all of what it is
// in.
func (l *linker) keysOf(m graph.ModuleID, ref *graph.Ref, n int) []string {
	if ref.Chain < 0 {
		return nil
	}
	c := &l.sources[m].Record.Chains[ref.Chain]
	names := c.Names
	if c.Called && len(names) > 0 {
		names = names[:len(names)-1]
	}
	if n >= len(names) {
		return nil
	}
	return names[n:]
}

// picked are all names that are asked of the value of a ref, behind the first n of
// its chain; nil when that is not known.
func (l *linker) picked(m graph.ModuleID, ref *graph.Ref, n int) []string {
	if ref.Chain < 0 {
		return nil
	}
	if c := &l.sources[m].Record.Chains[ref.Chain]; len(c.Names) == n {
		return c.Keys
	}
	return nil
}

// useKeysOf notes what a ref reads of a JSON module through b, which is what the
// first n names of its chain mean.
func (l *linker) useKeysOf(b *Binding, m graph.ModuleID, ref *graph.Ref, n int) {
	path := l.keysOf(m, ref, n)
	if ref.Chain >= 0 && b.Kind == BindMember {
		if keys := l.picked(m, ref, len(l.sources[m].Record.Chains[ref.Chain].Names)); keys != nil {
			for _, key := range keys {
				l.useKeys(b, append(path[:len(path):len(path)], key))
			}
			return
		}
	}
	l.useKeys(b, path)
}

// useKeys notes what is read of a JSON module through b.
func (l *linker) useKeys(b *Binding, path []string) {
	if b.Module == graph.NoModule || l.sources[b.Module] != nil || !l.o.TreeShake {
		return
	}
	body, ok := l.g.Modules[b.Module].Body.(*graph.JSON)
	if !ok || b.Kind != BindMember && b.Kind != BindNamespace {
		return
	}
	keys := l.res.Keys[b.Module]
	if keys == nil {
		keys = &graph.Keys{}
		l.res.Keys[b.Module] = keys
	}
	if b.Kind == BindNamespace {
		keys.Whole = true
		return
	}
	if b.Name != "default" {
		// A key may have that name too, but the default export is the value itself.
		path = append([]string{b.Name}, path...)
	}
	if body.Depth > 0 && len(path) >= body.Depth {
		path = path[:body.Depth-1]
	}
	for _, name := range path {
		if keys.Whole {
			return
		}
		next := keys.Names[name]
		if next == nil {
			next = &graph.Keys{}
			if keys.Names == nil {
				keys.Names = make(map[string]*graph.Keys)
			}
			keys.Names[name] = next
		}
		keys = next
	}
	keys.Whole = true
}
