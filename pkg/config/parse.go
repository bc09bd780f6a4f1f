package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v3"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config/lazy"
)

// The YAML is read through the node API of go.yaml.in/yaml/v3. Tried against
// goccy/go-yaml: both keep case and order, but yaml/v3 (a port of libyaml) tells
// the line and column of every scalar, anchors and flow collections included,
// in one unit (runes), and resolves tags, anchors and merge keys by the book;
// goccy's tokens carry an offset too, but it counts runes in some tokens and
// bytes in others, so it cannot be used to cut text. What yaml/v3 does not tell,
// the end of a scalar, is read again from the text in span.go.

const (
	// maxNodes bounds what one file may become once aliases are expanded, so that
	// nested aliases ("billion laughs") end in a diagnostic and not in a full memory.
	maxNodes = 200_000
	// maxDepth bounds nesting; walking the tree is recursive.
	maxDepth = 200
)

// parser turns the documents of one source into nodes.
type parser struct {
	src    *sourceFile
	ix     *lineIndex
	nodes  int
	active map[*yaml.Node]bool // anchors being expanded
	diags  []diag.Diagnostic
	full   bool // maxNodes was reported
}

// parse returns one node per document; documents that hold nothing are left
// out. A syntax error ends the list.
func parse(src *sourceFile) ([]*node, []diag.Diagnostic) {
	p := &parser{src: src, ix: newLineIndex(src.text), active: map[*yaml.Node]bool{}}
	if at := invalidUTF8(src.text); at >= 0 {
		p.report("config-syntax", span{src, at, at + 1}, "The file is not UTF-8", "save it as UTF-8")
		return nil, p.diags
	}
	var docs []*node
	decoder := yaml.NewDecoder(bytes.NewReader(src.text))
	for {
		var document yaml.Node
		err := decodeSafely(decoder, &document)
		if errors.Is(err, io.EOF) {
			return docs, p.diags
		}
		if err != nil {
			p.syntaxError(err)
			return docs, p.diags
		}
		if len(document.Content) == 0 {
			continue
		}
		if n := p.convert(document.Content[0], 0); n != nil && n.kind != kindNull {
			docs = append(docs, n)
		}
	}
}

// decodeSafely turns a panic of the YAML library into an error: malformed
// input has made its scanner panic before, and a user's file must not.
func decodeSafely(decoder *yaml.Decoder, into *yaml.Node) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("yaml: %v", r)
		}
	}()
	return decoder.Decode(into)
}

func invalidUTF8(text []byte) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

var yamlError = lazy.Regexp(`^yaml: (?:line (\d+): )?(?s:(.*))$`)

// grammarError finds the messages of the library's parser. Its line is one less
// than that of its scanner, whose messages are all others; 0 is left out.
var grammarError = lazy.Regexp(`^(?:did not find expected (?:<|node|'-'|key|',')|found (?:duplicate %|undefined tag|incompatible))`)

// syntaxError points at the line that the library names; it tells no column.
func (p *parser) syntaxError(err error) {
	message, line := err.Error(), 1
	if m := yamlError().FindStringSubmatch(message); m != nil {
		message = m[2]
		if n, err := strconv.Atoi(m[1]); err == nil {
			line = n
			if grammarError().MatchString(message) {
				line++
			}
		}
	}
	start := p.ix.offset(line, 1)
	end := p.ix.lineEnd(start)
	for start < end && (p.src.text[start] == ' ' || p.src.text[start] == '\t') {
		start++
	}
	at := span{p.src, start, end}
	help := "check colons, quotes and indentation, here and in the lines behind"
	switch {
	case strings.HasPrefix(message, "did not find expected ','"):
		// {test: /\.[jt]sx$/} ends at the first bracket.
		help = "inside {...} and [...], put texts with a comma or a bracket in single quotes, such as '/\\.[jt]sx$/'"
	case message == "did not find expected key":
		// The library names the line where the map begins.
		help = "in the map that begins here, write each key with a colon, and all of them with the same indentation"
	case strings.HasPrefix(message, "mapping values"):
		help = "put a text with a colon in quotes, and give the keys of a map the same indentation"
	case bytes.HasPrefix(p.src.text[p.ix.offset(line, 1):], []byte{'\t'}):
		help = "indent with spaces"
	}
	p.report("config-syntax", at, "The YAML cannot be read: "+message, help)
}

func (p *parser) report(code string, at span, message, help string) {
	p.diags = append(p.diags, diag.Diagnostic{Code: code, Message: message, At: at.location(), Help: help})
}

// convert returns nil when the value cannot be used, after reporting why.
func (p *parser) convert(y *yaml.Node, depth int) *node {
	p.nodes++
	if p.nodes > maxNodes || depth > maxDepth {
		if !p.full {
			p.full = true
			p.report("config-syntax", p.at(y), fmt.Sprintf("The file has more than %d values or %d levels", maxNodes, maxDepth),
				"use fewer aliases")
		}
		return nil
	}
	switch y.Kind {
	case yaml.AliasNode:
		if y.Alias == nil || p.active[y.Alias] {
			p.report("config-syntax", p.at(y), fmt.Sprintf("The alias %q contains itself", "*"+y.Value), "")
			return nil
		}
		p.active[y.Alias] = true
		defer delete(p.active, y.Alias)
		return p.convert(y.Alias, depth+1)
	case yaml.MappingNode:
		return p.mapping(y, depth)
	case yaml.SequenceNode:
		n := p.collection(y, kindList)
		for _, item := range y.Content {
			if c := p.convert(item, depth+1); c != nil {
				n.items = append(n.items, c)
			}
		}
		return n
	}
	return p.scalar(y)
}

func (p *parser) at(y *yaml.Node) span {
	start, end := p.ix.scalarSpan(y)
	return span{p.src, start, end}
}

// collection makes the node of a list or a map. Its span is its first token:
// underlining a whole section would point at nothing.
func (p *parser) collection(y *yaml.Node, k kind) *node {
	start := p.ix.skipProperties(p.ix.offset(y.Line, y.Column))
	end := min(start+1, len(p.src.text))
	if k == kindMap && y.Style&yaml.FlowStyle == 0 && len(y.Content) > 0 {
		start, end = p.ix.scalarSpan(y.Content[0])
	}
	return &node{kind: k, src: p.src, start: start, end: end}
}

func (p *parser) mapping(y *yaml.Node, depth int) *node {
	n := p.collection(y, kindMap)
	var merged []*node
	seen := make(map[string]int, len(y.Content)/2) // index in pairs, for files of thousands of keys
	for i := 0; i+1 < len(y.Content); i += 2 {
		key, value := y.Content[i], y.Content[i+1]
		if key.Kind == yaml.AliasNode && key.Alias != nil {
			key = key.Alias
		}
		if key.ShortTag() == "!!merge" {
			merged = append(merged, p.mergeValues(value, depth)...)
			continue
		}
		if key.Kind != yaml.ScalarNode || key.ShortTag() == "!!null" {
			p.report("config-syntax", p.at(y.Content[i]), "A key must be a string", "")
			continue
		}
		at := p.at(y.Content[i])
		if first, found := seen[key.Value]; found {
			p.diags = append(p.diags, diag.Diagnostic{
				Code: "config-duplicate-key", Message: fmt.Sprintf("The key %q is given twice", key.Value), At: at.location(),
				Labels: []diag.Label{{At: n.pairs[first].at.location(), Message: "first given here"}},
				Help:   "remove one of the two",
			})
			continue
		}
		if c := p.convert(value, depth+1); c != nil {
			seen[key.Value] = len(n.pairs)
			n.pairs = append(n.pairs, pair{key.Value, at, c})
		}
	}
	// A key of the map itself wins over a merged one, and an earlier merge over a
	// later, as the YAML merge key type says.
	for _, m := range merged {
		for _, pr := range m.pairs {
			if _, found := seen[pr.key]; !found {
				seen[pr.key] = len(n.pairs)
				n.pairs = append(n.pairs, pr)
			}
		}
	}
	return n
}

// mergeValues returns the maps after "<<": one, or a list of them.
func (p *parser) mergeValues(value *yaml.Node, depth int) []*node {
	n := p.convert(value, depth+1)
	switch {
	case n == nil:
		return nil
	case n.kind == kindMap:
		return []*node{n}
	case n.kind == kindList:
		for _, item := range n.items {
			if item.kind != kindMap {
				p.report("config-syntax", item.span(), "\"<<\" merges maps only, this is "+item.kind.String(), "")
				return nil
			}
		}
		return n.items
	}
	p.report("config-syntax", n.span(), "\"<<\" merges maps only, this is "+n.kind.String(), "")
	return nil
}

func (p *parser) scalar(y *yaml.Node) *node {
	n := &node{kind: kindString, text: y.Value, src: p.src}
	n.start, n.end = p.ix.scalarSpan(y)
	n.plain = y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
	switch tag := y.ShortTag(); tag {
	case "!!str", "!!timestamp", "!!merge":
		// A date is text here: no key takes one.
	case "!!null":
		n.kind = kindNull
	case "!!bool":
		n.kind = kindBool
	case "!!int":
		n.kind = kindInt
	case "!!float":
		n.kind = kindFloat
	default:
		p.report("config-syntax", n.span(), fmt.Sprintf("The YAML tag %q is not supported", tag), "write a plain value")
		return nil
	}
	return n
}
