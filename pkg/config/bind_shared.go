package config

import (
	"fmt"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config/lazy"
)

// looksLikeVersion is webpack's rule for a string that stands for a share: a
// version range, else a request.
var looksLikeVersion = lazy.Regexp(`^([\d^=v<>~]|[*xX]$)`)

// shared reads packages to share, in the forms of SharePlugin. Those that name no
// scope have that of the plugin, or all of its several.
func (b *binder) shared(n *node, scope string, scopes []string) []Shared {
	var list []Shared
	b.each(n, "share", func(key string, at span, value *node) {
		s := Shared{Key: key, Import: key, ShareKey: key, ShareScope: scope, ShareScopes: scopes}
		if value.kind == kindMap {
			b.share(&s, value)
		} else {
			b.shorthand(&s, value)
		}
		list = append(list, s)
	})
	return list
}

// shorthand reads the string that may stand for a share.
func (b *binder) shorthand(s *Shared, value *node) {
	text := value.scalarText()
	if text == s.Key || !looksLikeVersion().MatchString(text) {
		s.Import = text
		return
	}
	if p := testRange(text); p != nil {
		at := value.span()
		if p.end > p.start && value.end-value.start == len(text) {
			at = span{value.src, value.start + p.start, value.start + p.end}
		}
		b.report(p.code, at, p.message, p.help+", or an object with \"import\" if this is a request")
	}
	s.RequiredVersion = text
}

// share reads the hints of one share.
func (b *binder) share(s *Shared, n *node) {
	if s.Request = n.get("request").str(); s.Request != "" {
		s.Import, s.ShareKey = s.Request, s.Request
	}
	s.Include, s.Exclude = b.shareFilter(n, "include"), b.shareFilter(n, "exclude")
	s.SuffixMatch = n.get("allowNodeModulesSuffixMatch").boolOr(false)
	if s.NoImport = n.get("import").isFalse(); s.NoImport {
		s.Import = ""
	} else {
		s.Import = n.get("import").strOr(s.Import)
	}
	s.ShareKey = n.get("shareKey").strOr(s.ShareKey)
	if n.has("shareScope") {
		s.ShareScope, s.ShareScopes = shareScopes(n, s.ShareScope)
	}
	if s.NoVersion = n.get("version").isFalse(); !s.NoVersion {
		s.Version = n.get("version").scalarText()
	}
	if s.NoRequired = n.get("requiredVersion").isFalse(); !s.NoRequired {
		s.RequiredVersion = n.get("requiredVersion").scalarText()
	}
	s.PackageName = n.get("packageName").str()
	s.Layer, s.IssuerLayer = n.get("layer").str(), n.get("issuerLayer").str()
	s.Singleton = n.get("singleton").boolOr(false)
	s.StrictVersion = boolPointer(n.get("strictVersion"))
	s.Eager = n.get("eager").boolOr(false)
	s.CDNFallback = n.get("cdnFallback").str()
	s.Subpaths = boolPointer(n.get("subpaths"))
	s.Provider = n.get("provider").str()
	b.treeShaking(s, n)
	if s.NoImport {
		b.noEffect(n.find("version"), "with \"import: false\": nothing is provided", "remove it")
		b.noEffect(n.find("cdnFallback"), "with \"import: false\": there is no fallback", "remove one of the two")
	}
	if s.NoRequired && s.StrictVersion != nil && *s.StrictVersion {
		b.noEffect(n.find("strictVersion"), "with \"requiredVersion: false\": every version fits", "remove one of the two")
	}
}

// consumes reads shares that are only consumed. Unlike in shared, a string is
// not strict when it is a request, and strict when it is a version.
func (b *binder) consumes(n *node, scope string, scopes []string) []Shared {
	list := b.shared(n, scope, scopes)
	i := 0
	b.each(n, "share", func(key string, _ span, value *node) {
		if value.kind != kindMap && i < len(list) {
			strict := list[i].RequiredVersion != ""
			list[i].StrictVersion = &strict
		}
		i++
	})
	return list
}

// provides reads shares that are only provided: a string is the share key.
func (b *binder) provides(n *node, scope string, scopes []string) []Shared {
	var list []Shared
	b.each(n, "share", func(key string, at span, value *node) {
		s := Shared{Key: key, Import: key, ShareKey: key, ShareScope: scope, ShareScopes: scopes}
		if value.kind == kindMap {
			b.share(&s, value)
		} else if value.isText() {
			s.ShareKey = value.text
		}
		list = append(list, s)
	})
	return list
}

// treeShaking reads what to leave out of the copy of this build.
func (b *binder) treeShaking(s *Shared, n *node) {
	p := n.find("treeShaking")
	if p == nil || p.value.isFalse() {
		return
	}
	if s.Eager {
		b.report("config-conflict", p.at, fmt.Sprintf("\"treeShaking\" of %q cannot be combined with \"eager\": other builds get an eager copy before anything is known of them", s.Key), "remove one of the two",
			diag.Label{At: n.find("eager").at.location(), Message: "\"eager\" is here"})
		return
	}
	if s.NoImport {
		b.noEffect(p, "with \"import: false\": this build brings no copy", "remove it")
		return
	}
	t := &TreeShaking{Filename: p.value.get("filename").str(), UsedExports: p.value.get("usedExports").strings(), Listed: p.value.has("usedExports")}
	for _, file := range p.value.get("fromReport").strings() {
		t.FromReport = append(t.FromReport, b.path(file))
	}
	if mode := p.value.find("mode"); mode != nil && mode.value.str() == "server-calc" && !t.Listed && len(t.FromReport) == 0 {
		b.report("config-missing-key", mode.at, fmt.Sprintf("\"treeShaking\" of %q has the mode \"server-calc\" and nothing that was calculated", s.Key), "add \"usedExports\" or \"fromReport\"")
	}
	s.TreeShaking = t
}

// shareFilter reads include or exclude.
func (b *binder) shareFilter(n *node, key string) *ShareFilter {
	p := n.find(key)
	if p == nil || p.value.kind != kindMap {
		return nil
	}
	f := &ShareFilter{Version: p.value.get("version").scalarText(), FallbackVersion: p.value.get("fallbackVersion").scalarText()}
	if text := p.value.get("request").str(); text != "" {
		f.Request, _ = newCondition(text) // the table has tested it
	}
	if f.Version == "" && f.Request.Text == "" && !p.value.has("request") && !p.value.has("version") {
		b.report("config-missing-key", p.at, fmt.Sprintf("%q needs the key \"request\" or \"version\"", key), "add one of the two")
	} else if f.Version == "" {
		b.noEffect(p.value.find("fallbackVersion"), "without \"version\"", "remove it, or add version")
	}
	return f
}
