package config

import "math"

// splitChunks reads the section over webpack's defaults of the mode; nil when it
// is false.
func (b *binder) splitChunks(n *node) *SplitChunks {
	if n.isFalse() {
		return nil
	}
	production, development := b.c.Mode == Production, b.c.Mode == Development
	pick := func(in, out int) int {
		if production {
			return in
		}
		return out
	}
	base := CacheGroup{
		Chunks:               n.get("chunks").strOr("async"),
		MinSize:              size(n.get("minSize"), pick(20_000, 10_000)),
		MinSizeReduction:     size(n.get("minSizeReduction"), 0),
		EnforceSizeThreshold: size(n.get("enforceSizeThreshold"), pick(50_000, 30_000)),
		MinChunks:            n.get("minChunks").intOr(1),
		MaxAsyncRequests:     limit(n.get("maxAsyncRequests"), pick(30, math.MaxInt)),
		MaxInitialRequests:   limit(n.get("maxInitialRequests"), pick(30, math.MaxInt)),
		Delimiter:            n.get("automaticNameDelimiter").strOr("-"),
		Name:                 n.get("name").str(),
		Filename:             n.get("filename").str(),
	}
	base.MinRemainingSize = base.MinSize
	if development {
		base.MinRemainingSize = SizeLimit{}
	}
	if x := n.get("minRemainingSize"); x != nil {
		base.MinRemainingSize = size(x, 0)
	}
	base.MaxAsyncSize, base.MaxInitialSize = maxSizes(n, SizeLimit{}, SizeLimit{})
	s := &SplitChunks{HidePathInfo: n.get("hidePathInfo").boolOr(production), MinSize: base.MinSize.JS}
	groups := n.get("cacheGroups")
	if groups != nil {
		for i := range groups.pairs {
			if p := &groups.pairs[i]; !p.value.isFalse() {
				s.Groups = append(s.Groups, cacheGroup(p.key, p.value, base))
			}
		}
	}
	// Our own method stands for webpack's two default groups where nothing else is
	// asked of them than what it does.
	s.Own = base.Chunks == "async" && base.MinChunks == 1 && base.Name == "" && base.Filename == "" &&
		!groups.has("default") && !groups.has("defaultVendors") && base.MinSizeReduction == (SizeLimit{}) &&
		!n.has("minRemainingSize") && !n.has("enforceSizeThreshold") && !n.has("maxAsyncRequests") &&
		base.MaxAsyncSize == (SizeLimit{}) && base.MaxInitialSize == (SizeLimit{})
	if !s.Own {
		if !groups.has("default") {
			d := base
			d.Key, d.Priority, d.ReuseExistingChunk, d.MinChunks = "default", -20, true, 2
			d.MinSizeForMaxSize = base.MinSize
			s.Groups = append(s.Groups, d)
		}
		if !groups.has("defaultVendors") {
			d := base
			d.Key, d.Priority, d.ReuseExistingChunk, d.IDHint = "defaultVendors", -10, true, "vendors"
			d.MinSizeForMaxSize = base.MinSize
			d.Test = condition("/[\\\\/]node_modules[\\\\/]/i")
			s.Groups = append(s.Groups, d)
		}
	}
	f := base
	fb := n.get("fallbackCacheGroup")
	f.Chunks = fb.get("chunks").strOr(base.Chunks)
	f.MinSizeForMaxSize = sizeOr(fb.get("minSize"), base.MinSize)
	f.Delimiter = fb.get("automaticNameDelimiter").strOr(n.get("automaticNameDelimiter").strOr("~"))
	f.MaxAsyncSize, f.MaxInitialSize = maxSizes(fb, base.MaxAsyncSize, base.MaxInitialSize)
	if f.MaxAsyncSize != (SizeLimit{}) || f.MaxInitialSize != (SizeLimit{}) {
		s.Fallback = &f
		s.Own = s.Own && fb == nil
	}
	return s
}

// cacheGroup reads one group over what splitChunks says.
func cacheGroup(key string, n *node, base CacheGroup) CacheGroup {
	g := base
	g.Key, g.IDHint = key, key
	if n.isText() {
		g.Test = condition(n.text)
		g.MinSizeForMaxSize = g.MinSize
		return g
	}
	g.MinSizeForMaxSize = sizeOr(n.get("minSize"), base.MinSize)
	if n.get("enforce").isTrue() {
		g.MinSize, g.MinSizeReduction, g.MinRemainingSize, g.EnforceSizeThreshold = SizeLimit{}, SizeLimit{}, SizeLimit{}, SizeLimit{}
		g.MaxAsyncSize, g.MaxInitialSize = SizeLimit{}, SizeLimit{}
		g.MinChunks, g.MaxAsyncRequests, g.MaxInitialRequests = 1, math.MaxInt, math.MaxInt
	}
	if x := n.get("test"); x != nil {
		g.Test = condition(x.str())
	}
	if x := n.get("type"); x != nil {
		g.Type = condition(x.str())
	}
	if x := n.get("layer"); x != nil {
		g.Layer = condition(x.str())
	}
	g.Priority = n.get("priority").intOr(0)
	g.Chunks = n.get("chunks").strOr(g.Chunks)
	g.MinSize = sizeOr(n.get("minSize"), g.MinSize)
	g.MinSizeReduction = sizeOr(n.get("minSizeReduction"), g.MinSizeReduction)
	g.MinRemainingSize = sizeOr(n.get("minRemainingSize"), sizeOr(n.get("minSize"), g.MinRemainingSize))
	if base.MinRemainingSize == (SizeLimit{}) && !n.has("minRemainingSize") {
		g.MinRemainingSize = SizeLimit{}
	}
	g.EnforceSizeThreshold = sizeOr(n.get("enforceSizeThreshold"), g.EnforceSizeThreshold)
	g.MaxAsyncSize, g.MaxInitialSize = maxSizes(n, g.MaxAsyncSize, g.MaxInitialSize)
	g.MinChunks = n.get("minChunks").intOr(g.MinChunks)
	g.MaxAsyncRequests = limit(n.get("maxAsyncRequests"), g.MaxAsyncRequests)
	g.MaxInitialRequests = limit(n.get("maxInitialRequests"), g.MaxInitialRequests)
	g.Delimiter = n.get("automaticNameDelimiter").strOr(g.Delimiter)
	if x := n.get("name"); x != nil {
		g.Name = x.str()
	}
	g.Filename = n.get("filename").strOr(g.Filename)
	if x := n.get("idHint"); x != nil {
		g.IDHint = x.str()
	}
	g.ReuseExistingChunk = n.get("reuseExistingChunk").boolOr(false)
	return g
}

// condition is that of a string which the schema has tested.
func condition(s string) *Condition {
	c, err := newCondition(s)
	if err != nil {
		return nil
	}
	return &c
}

// size reads bytes; a bare number is for every kind of content, as in webpack
// with its own style sheets.
func size(n *node, def int) SizeLimit {
	if n != nil && n.kind == kindMap {
		return SizeLimit{JS: n.get("javascript").intOr(0), CSS: n.get("css").intOr(0)}
	}
	v := n.intOr(def)
	return SizeLimit{v, v}
}

func sizeOr(n *node, def SizeLimit) SizeLimit {
	if n == nil {
		return def
	}
	return size(n, 0)
}

// maxSizes are maxAsyncSize and maxInitialSize, for which maxSize stands in.
func maxSizes(n *node, async, initial SizeLimit) (SizeLimit, SizeLimit) {
	if x := n.get("maxSize"); x != nil {
		async, initial = size(x, 0), size(x, 0)
	}
	return sizeOr(n.get("maxAsyncSize"), async), sizeOr(n.get("maxInitialSize"), initial)
}

func limit(n *node, def int) int {
	if n.str() == "Infinity" {
		return math.MaxInt
	}
	return n.intOr(def)
}
