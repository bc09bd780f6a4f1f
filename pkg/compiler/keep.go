package compiler

import "github.com/mfbundle/mfbundle/pkg/compiler/generate"

// Keep returns what a plugin keeps from one build of a watch to the next: the
// value that make returned when it was first asked for. A single build has
// nothing to keep and makes it anew. Key is the name of the plugin, with what
// tells two uses of it apart; call it from Plugin.Apply.
func (c *Compiler) Keep(key string, make func() any) any {
	if c.options.Cache == nil {
		return make()
	}
	return c.options.Cache.Keep(key, make)
}

// memo is where a watch keeps the scripts of chunks; nil for a single build.
func (c *Compiler) memo() *generate.Memo {
	if c.options.Cache == nil {
		return nil
	}
	return c.options.Cache.Keep("scripts of chunks", func() any { return generate.NewMemo() }).(*generate.Memo)
}
