package config

// optimization reads the optimization section over webpack's defaults of the
// mode. Mode none has those of development, less the names.
func (b *binder) optimization() Optimization {
	n := b.tree.get("optimization")
	production, development := b.c.Mode == Production, b.c.Mode == Development
	ids := "natural"
	switch {
	case production:
		ids = "deterministic"
	case development:
		ids = "named"
	}
	o := Optimization{
		Minimize: n.get("minimize").boolOr(production),
		Minimizer: Minimizer{
			KeepClassNames: n.get("minimizer", "keepClassNames").boolOr(false),
			KeepFnNames:    n.get("minimizer", "keepFnNames").boolOr(false),
			DropConsole:    n.get("minimizer", "dropConsole").boolOr(false),
			LegalComments:  n.get("minimizer", "legalComments").strOr("linked"),
		},
		ModuleIDs:          n.get("moduleIds").strOr(ids),
		ChunkIDs:           n.get("chunkIds").strOr(ids),
		RuntimeChunk:       runtimeChunk(n.get("runtimeChunk")),
		UsedExports:        n.get("usedExports").isText() || n.get("usedExports").boolOr(production),
		UsedGlobally:       n.get("usedExports").isText(),
		SideEffects:        n.get("sideEffects").boolOr(true), // "flag" too: both read package.json
		ConcatenateModules: n.get("concatenateModules").boolOr(production),
		InlineExports:      n.get("inlineExports").boolOr(production),
		InnerGraph:         n.get("innerGraph").boolOr(true),
		ProvidedExports:    n.get("providedExports").boolOr(true),
		EmitOnErrors:       n.get("emitOnErrors").boolOr(!production),
		EmitOnErrorsAsked:  n.get("emitOnErrors").boolOr(false),
		RealContentHash:    n.get("realContentHash").boolOr(true),
		MergeDuplicates:    n.get("mergeDuplicateChunks").boolOr(true),
		RemoveEmpty:        n.get("removeEmptyChunks").boolOr(true),
		MaxChunks:          n.get("maxChunks").intOr(0),
		MinChunkSize:       n.get("minChunkSize").intOr(0),
	}
	switch mangle := n.get("mangleExports"); {
	case mangle.str() == "size":
		o.MangleExports = "size"
	case mangle.isText(), mangle.isTrue(), mangle == nil && production:
		o.MangleExports = "deterministic"
	}
	if !o.ProvidedExports { // what is not known can be neither renamed nor put in place
		b.noEffect(n.find("mangleExports"), "with providedExports: false", "remove it, or providedExports")
		b.noEffect(n.find("inlineExports"), "with providedExports: false", "remove it, or providedExports")
		o.MangleExports, o.InlineExports = "", false
	}
	o.MinimizeCSS = o.Minimize
	if m := n.get("minimize"); m != nil && m.kind == kindMap {
		o.Minimize, o.MinimizeCSS = m.get("javascript").boolOr(true), m.get("css").boolOr(true)
	}
	o.SplitChunks = b.splitChunks(n.get("splitChunks"), o.UsedExports && !o.UsedGlobally)
	if production || development {
		o.NodeEnv = string(b.c.Mode)
	}
	if env := n.get("nodeEnv"); env.isFalse() {
		o.NodeEnv = ""
	} else if env.isText() {
		o.NodeEnv = env.text
	}

	short := b.tree.find("minify")
	b.conflict(short, n.find("minimize"), "optimization.minimize")
	if short != nil {
		o.Minimize = short.value.boolOr(o.Minimize)
		o.MinimizeCSS = o.Minimize
	}
	// Only a switch that is written makes the options moot: one file serves several
	// modes, and that of the command line must not turn it into an error.
	if n.get("minimize").isFalse() || short != nil && short.value.isFalse() {
		b.noEffect(n.find("minimizer"), "when nothing is minimized", "remove it, or the switch")
	}
	return o
}

// runtimeChunk is "", "single", "multiple" or a name.
func runtimeChunk(n *node) string {
	switch {
	case n == nil:
		return ""
	case n.isTrue():
		return "multiple"
	case n.kind == kindMap:
		return n.get("name").str()
	}
	return n.str()
}
