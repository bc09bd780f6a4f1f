package config

import (
	"math"
	"slices"
	"strings"
)

// splitChunks reads the section over webpack's defaults of the mode; nil when it
// is false.
func (b *binder) splitChunks(n *node, usedExports bool) *SplitChunks {
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
	t := sizeTypesOf(n.get("defaultSizeTypes"))
	or := func(key string, def int) SizeLimit {
		if x := n.get(key); x != nil {
			return t.over(x, SizeLimit{})
		}
		return t.all(def)
	}
	base := CacheGroup{
		MinSize:              or("minSize", pick(20_000, 10_000)),
		MinSizeReduction:     or("minSizeReduction", 0),
		EnforceSizeThreshold: or("enforceSizeThreshold", pick(50_000, 30_000)),
		MinChunks:            n.get("minChunks").intOr(1),
		MaxAsyncRequests:     limit(n.get("maxAsyncRequests"), pick(30, math.MaxInt)),
		MaxInitialRequests:   limit(n.get("maxInitialRequests"), pick(30, math.MaxInt)),
		Delimiter:            n.get("automaticNameDelimiter").strOr("-"),
		Name:                 n.get("name").str(),
		Filename:             n.get("filename").str(),
		UsedExports:          n.get("usedExports").boolOr(usedExports),
	}
	base.setChunks(n.get("chunks").strOr("async"))
	base.MinRemainingSize = t.over(n.get("minRemainingSize"), base.MinSize)
	if development && !n.has("minRemainingSize") {
		for _, at := range t {
			*at(&base.MinRemainingSize) = 0
		}
	}
	base.MaxAsyncSize, base.MaxInitialSize = t.maxSizes(n, SizeLimit{}, SizeLimit{})
	s := &SplitChunks{HidePathInfo: n.get("hidePathInfo").boolOr(production), MinSize: base.MinSize.JS, UsedExports: base.UsedExports}
	groups := n.get("cacheGroups")
	if groups != nil {
		for i := range groups.pairs {
			if p := &groups.pairs[i]; !p.value.isFalse() {
				s.Groups = append(s.Groups, cacheGroup(p.key, p.value, base, t))
			}
		}
	}
	// Our own method stands for webpack's two default groups where nothing else is
	// asked of them than what it does, which knows one least size, of scripts.
	least := n.get("minSize")
	s.Own = (least == nil || least.kind != kindMap) && !n.has("defaultSizeTypes") && base.Chunks == "async" && base.MinChunks == 1 && base.Name == "" && base.Filename == "" &&
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
	f.setChunks(fb.get("chunks").strOr(base.Chunks))
	f.MinSizeForMaxSize = t.over(fb.get("minSize"), base.MinSize)
	f.Delimiter = fb.get("automaticNameDelimiter").strOr(n.get("automaticNameDelimiter").strOr("~"))
	f.MaxAsyncSize, f.MaxInitialSize = t.maxSizes(fb, base.MaxAsyncSize, base.MaxInitialSize)
	if f.MaxAsyncSize != (SizeLimit{}) || f.MaxInitialSize != (SizeLimit{}) {
		s.Fallback = &f
		s.Own = s.Own && fb == nil
	}
	return s
}

// cacheGroup reads one group over what splitChunks says.
func cacheGroup(key string, n *node, base CacheGroup, t sizeTypes) CacheGroup {
	g := base
	g.Key, g.IDHint = key, key
	if n.isText() {
		g.Test = condition(n.text)
		g.MinSizeForMaxSize = g.MinSize
		return g
	}
	g.MinSizeForMaxSize = t.over(n.get("minSize"), base.MinSize)
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
	g.setChunks(n.get("chunks").strOr(g.Chunks))
	g.MinSize = t.over(n.get("minSize"), g.MinSize)
	g.MinSizeReduction = t.over(n.get("minSizeReduction"), g.MinSizeReduction)
	g.MinRemainingSize = t.over(n.get("minRemainingSize"), t.over(n.get("minSize"), g.MinRemainingSize))
	g.EnforceSizeThreshold = t.over(n.get("enforceSizeThreshold"), g.EnforceSizeThreshold)
	g.MaxAsyncSize, g.MaxInitialSize = t.maxSizes(n, g.MaxAsyncSize, g.MaxInitialSize)
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
	g.UsedExports = n.get("usedExports").boolOr(g.UsedExports)
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

// setChunks takes a word, or a regular expression of names, which chooses among
// all chunks.
func (g *CacheGroup) setChunks(s string) {
	g.Chunks, g.ChunkNames = s, nil
	if strings.HasPrefix(s, "/") {
		g.ChunkNames = condition(s)
	}
}

// sizeTypes are the kinds of content that a bare number is for.
type sizeTypes []func(*SizeLimit) *int

// sizeNames are webpack's names of kinds of content. A plugin of webpack that
// takes style sheets out has a kind of its own, which is css here.
var sizeNames = []struct {
	name string
	at   func(*SizeLimit) *int
}{
	{"javascript", func(s *SizeLimit) *int { return &s.JS }},
	{"css/mini-extract", func(s *SizeLimit) *int { return &s.CSS }},
	{"css", func(s *SizeLimit) *int { return &s.CSS }},
	{"webassembly", func(s *SizeLimit) *int { return &s.WebAssembly }},
	{"asset", func(s *SizeLimit) *int { return &s.Asset }},
}

func sizeTypesOf(n *node) (t sizeTypes) {
	names := []string{"..."}
	if n != nil {
		names = n.strings()
	}
	for _, s := range sizeNames {
		usual := s.name == "javascript" || s.name == "css"
		if slices.Contains(names, s.name) || usual && slices.Contains(names, "...") {
			t = append(t, s.at)
		}
	}
	return t
}

func (t sizeTypes) all(n int) (s SizeLimit) {
	for _, at := range t {
		*at(&s) = n
	}
	return s
}

// over is what a value says, and what base says of the kinds that it does not
// mention.
func (t sizeTypes) over(n *node, base SizeLimit) SizeLimit {
	switch {
	case n == nil:
	case n.kind == kindMap:
		for _, s := range sizeNames {
			if x := n.get(s.name); x != nil {
				*s.at(&base) = x.intOr(0)
			}
		}
	default:
		for _, at := range t {
			*at(&base) = n.intOr(0)
		}
	}
	return base
}

// maxSizes are maxAsyncSize and maxInitialSize, for which maxSize stands in.
func (t sizeTypes) maxSizes(n *node, async, initial SizeLimit) (SizeLimit, SizeLimit) {
	x := n.get("maxSize")
	return t.over(n.get("maxAsyncSize"), t.over(x, async)), t.over(n.get("maxInitialSize"), t.over(x, initial))
}

func limit(n *node, def int) int {
	if n.str() == "Infinity" {
		return math.MaxInt
	}
	return n.intOr(def)
}
