package parse

import (
	"regexp"
	"strings"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// Magic is what the magic comments of one call say.
type Magic struct {
	Ignore    bool
	Odd       bool // webpackIgnore is neither true nor false: new URL() is left alone then
	ChunkName string
	Mode      string // "" when it is not said
	Include   *graph.Regexp
	Exclude   *graph.Regexp
	Exports   []string
	All       bool // Exports is not said
	Priority  graph.Priority
	Phase     graph.Phase
	Entry     *EntryOptions // webpackEntryOptions; nil when it is not said

	noPrefetch, noPreload bool // false

	Problems []string // what cannot be read, each a sentence
}

// Default fills in what comments do not say: a mode, orders and a priority.
func (m *Magic) Default(mode string, prefetch, preload *int, fetch string) {
	if m.Mode == "" {
		m.Mode = mode
	}
	if prefetch != nil && m.Priority.Prefetch == graph.NoOrder && !m.noPrefetch {
		m.Priority.Prefetch = *prefetch
	}
	if preload != nil && m.Priority.Preload == graph.NoOrder && !m.noPreload {
		m.Priority.Preload = *preload
	}
	if m.Priority.Fetch == "" {
		m.Priority.Fetch = fetch
	}
}

// looksMagic is webpack's own test.
var looksMagic = regexp.MustCompile(`(?:^|\W)webpack[A-Z][A-Za-z]+:`)

// ReadMagic reads the texts of comments, without their delimiters. As webpack
// does, it takes the text of a comment for the inside of an object literal; but
// nothing is run.
func ReadMagic(texts ...string) Magic {
	m := Magic{All: true, Priority: graph.Priority{Prefetch: graph.NoOrder, Preload: graph.NoOrder}}
	for _, text := range texts {
		if strings.Contains(text, "@vite-ignore") {
			m.Ignore = true
		}
		if !strings.Contains(text, "webpack") || !looksMagic.MatchString(text) {
			continue
		}
		text = strings.TrimSuffix(strings.TrimSpace(text), "*/")
		e, _, ok := parseExpression("{" + text + "}")
		o, isObject := e.(*js.ObjectExpr)
		if !ok || !isObject {
			m.Problems = append(m.Problems, "The magic comment "+quote(strings.TrimSpace(text))+" cannot be read")
			continue
		}
		for i := range o.List {
			p := &o.List[i]
			if p.Spread || p.Name == nil || p.Name.Computed != nil {
				m.Problems = append(m.Problems, "The magic comment "+quote(strings.TrimSpace(text))+" cannot be read")
				break
			}
			m.set(keyName(&p.Name.Literal), p.Value)
		}
	}
	return m
}

// set takes one option of a magic comment.
func (m *Magic) set(key string, e js.IExpr) {
	bad := func(expected string) {
		m.Problems = append(m.Problems, key+" expects "+expected)
	}
	order := func(to *int, no *bool) {
		if yes, ok := boolLiteral(e); ok && yes {
			*to = 0
		} else if ok {
			*no = true
		} else if n, ok := intLiteral(e); ok {
			*to = n
		} else {
			bad("true or a number")
		}
	}
	var ok bool
	switch key {
	case "webpackIgnore":
		var yes bool
		if yes, ok = boolLiteral(e); !ok {
			m.Odd = true
			bad("true or false")
		}
		m.Ignore = m.Ignore || yes
	case "webpackChunkName":
		if m.ChunkName, ok = requestText(e); !ok {
			bad("a string")
		}
	case "webpackMode":
		m.Mode, _ = requestText(e)
		switch m.Mode {
		case "lazy", "lazy-once", "eager", "weak":
		default:
			m.Mode = ""
			bad(`"lazy", "lazy-once", "eager" or "weak"`)
		}
	case "webpackPrefetch":
		order(&m.Priority.Prefetch, &m.noPrefetch)
	case "webpackPreload":
		order(&m.Priority.Preload, &m.noPreload)
	case "webpackFetchPriority":
		switch text, _ := requestText(e); text {
		case "high", "low", "auto":
			m.Priority.Fetch = text
		default:
			bad(`"high", "low" or "auto"`)
		}
	case "webpackInclude":
		if m.Include = regexpLiteral(e); m.Include == nil {
			bad("a regular expression")
		}
	case "webpackExclude":
		if m.Exclude = regexpLiteral(e); m.Exclude == nil {
			bad("a regular expression")
		}
	case "webpackExports":
		if m.Exports, ok = namesLiteral(e); !ok {
			bad("a string or a list of strings")
		} else {
			m.All = false
		}
	case "webpackEntryOptions":
		o, ok := e.(*js.ObjectExpr)
		if !ok {
			bad("an object")
			return
		}
		m.Entry = &EntryOptions{}
		for i := range o.List {
			p := &o.List[i]
			if p.Spread || p.Name == nil || p.Name.Computed != nil {
				bad("an object of literals")
				return
			}
			m.entryOption(keyName(&p.Name.Literal), p.Value)
		}
	case "webpackDefer", "webpackSource":
		yes, ok := boolLiteral(e)
		switch {
		case !ok:
			bad("true or false")
		case yes && key == "webpackDefer":
			m.Phase = graph.PhaseDefer
		case yes:
			m.Phase = graph.PhaseSource
		}
	default:
		m.Problems = append(m.Problems, quote(key)+" is no magic comment")
	}
}

// EntryOptions are the options of a worker's entry.
type EntryOptions struct {
	Name, Layer string
	graph.AddedEntry
}

// entryOption takes one of them.
func (m *Magic) entryOption(key string, e js.IExpr) {
	o := m.Entry
	text, isText := requestText(e)
	bad := func(expected string) {
		m.Problems = append(m.Problems, "webpackEntryOptions expects "+expected+" as "+key)
	}
	to := map[string]*string{"name": &o.Name, "filename": &o.Filename, "layer": &o.Layer, "baseUri": &o.BaseURI}[key]
	switch {
	case to != nil && isText:
		*to = text
	case to != nil:
		bad("a string")
	case key == "publicPath" && isText:
		o.PublicPath = &text
	case key == "publicPath":
		bad("a string")
	case key == "asyncChunks":
		if yes, ok := boolLiteral(e); ok {
			o.AsyncChunks = &yes
		} else {
			bad("true or false")
		}
	case key == "library":
		m.entryLibrary(e)
	case key == "chunkLoading", key == "dependOn", key == "runtime", key == "wasmLoading", key == "html", key == "worker":
		m.Problems = append(m.Problems, "webpackEntryOptions."+key+" is not supported: a worker has a runtime of its own")
	default:
		m.Problems = append(m.Problems, "webpackEntryOptions has no option "+quote(key))
	}
}

// entryLibrary takes a name, or {type, name}.
func (m *Magic) entryLibrary(e js.IExpr) {
	o := m.Entry
	if text, ok := requestText(e); ok {
		o.Library = &graph.Library{Type: "var", Name: []string{text}}
		return
	}
	lib := &graph.Library{}
	x, ok := e.(*js.ObjectExpr)
	for i := 0; ok && i < len(x.List); i++ {
		p := &x.List[i]
		var text string
		if ok = !p.Spread && p.Name != nil && p.Name.Computed == nil; !ok {
			break
		}
		switch keyName(&p.Name.Literal) {
		case "type":
			lib.Type, ok = requestText(p.Value)
		case "name":
			if text, ok = requestText(p.Value); ok {
				lib.Name = []string{text}
			} else {
				lib.Name, ok = namesLiteral(p.Value)
			}
		default:
			ok = false
		}
	}
	if !ok {
		m.Problems = append(m.Problems, "webpackEntryOptions expects a name or {type, name} as library")
		return
	}
	if lib.Type == "" {
		lib.Type = "var"
	}
	o.Library = lib
}
