package resolver

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A jsonParser reads one text. It reports mistakes by panicking with a *jsonError,
// which rescue turns into a result: the reading functions stay free of checks,
// and no panic leaves this file.
type jsonParser struct {
	src   string
	pos   int
	depth int
}

// maxJSONDepth bounds recursion: no honest package.json comes near it.
const maxJSONDepth = 1000

func parseJSON(src string) (value jsonValue, err *jsonError) {
	p := &jsonParser{src: src}
	defer p.rescue(&err)
	value = p.value()
	p.end()
	return value, nil
}

// indexJSON checks src and returns the byte ranges of the members of the object
// it is. A text that is valid but no object has no members.
func indexJSON(src string) (members []jsonMember, err *jsonError) {
	p := &jsonParser{src: src}
	defer p.rescue(&err)
	p.space()
	if p.pos < len(src) && src[p.pos] == '{' {
		members = make([]jsonMember, 0, 16)
		p.object(func(key string) {
			start := p.pos
			p.skip()
			members = append(members, jsonMember{key, start, p.pos})
		})
	} else {
		p.skip()
	}
	p.end()
	return members, nil
}

type jsonMember struct {
	key        string
	start, end int
}

func (p *jsonParser) rescue(err **jsonError) {
	switch e := recover().(type) {
	case nil:
	case *jsonError:
		*err = e
	default:
		panic(e)
	}
}

func (p *jsonParser) fail(message string) {
	panic(&jsonError{p.pos, message})
}

// unexpected reports the character at hand, or the end of the text.
func (p *jsonParser) unexpected() {
	if p.pos >= len(p.src) {
		p.fail("unexpected end of file")
	}
	r, _ := utf8.DecodeRuneInString(p.src[p.pos:])
	p.fail(fmt.Sprintf("unexpected %q", r))
}

// space steps over what JSON calls whitespace, which is less than Unicode does.
func (p *jsonParser) space() {
	for p.pos < len(p.src) {
		switch p.src[p.pos] {
		case ' ', '\n', '\r', '\t':
			p.pos++
		default:
			return
		}
	}
}

func (p *jsonParser) end() {
	if p.space(); p.pos < len(p.src) {
		p.unexpected()
	}
}

// peek returns the next byte; the end of the text is a mistake wherever it is
// called.
func (p *jsonParser) peek() byte {
	if p.pos >= len(p.src) {
		p.unexpected()
	}
	return p.src[p.pos]
}

// object reads an object and calls member at each value, which it must consume.
func (p *jsonParser) object(member func(key string)) {
	p.enter()
	p.space()
	if p.peek() == '}' {
		p.leave()
		return
	}
	for {
		p.space()
		if p.peek() != '"' {
			p.unexpected()
		}
		key := p.text()
		p.space()
		if p.peek() != ':' {
			p.unexpected()
		}
		p.pos++
		p.space()
		member(key)
		if p.next('}') {
			return
		}
	}
}

// array reads an array and calls element at each value, which it must consume.
func (p *jsonParser) array(element func()) {
	p.enter()
	p.space()
	if p.peek() == ']' {
		p.leave()
		return
	}
	for {
		p.space()
		element()
		if p.next(']') {
			return
		}
	}
}

// enter steps over an opening bracket, and leave over a closing one.
func (p *jsonParser) enter() {
	if p.depth++; p.depth > maxJSONDepth {
		p.fail("nested too deeply")
	}
	p.pos++
}

func (p *jsonParser) leave() {
	p.depth--
	p.pos++
}

// next steps over a comma, or over the closing bracket and answers true.
func (p *jsonParser) next(closing byte) bool {
	p.space()
	switch p.peek() {
	case ',':
		p.pos++
		return false
	case closing:
		p.leave()
		return true
	}
	p.unexpected()
	return false
}

// value reads one value of any kind.
func (p *jsonParser) value() jsonValue {
	p.space()
	switch c := p.peek(); c {
	case '{':
		v := jsonValue{kind: jsonObject}
		p.object(func(key string) {
			member := p.value()
			for i, k := range v.keys {
				if k == key {
					v.list[i] = member
					return
				}
			}
			v.keys = append(v.keys, key)
			v.list = append(v.list, member)
		})
		return v
	case '[':
		v := jsonValue{kind: jsonArray}
		p.array(func() { v.list = append(v.list, p.value()) })
		return v
	case '"':
		return jsonValue{kind: jsonString, text: p.text()}
	default:
		start := p.pos
		kind := p.scalar(c)
		if kind == jsonNumber {
			return jsonValue{kind: kind, text: p.src[start:p.pos]}
		}
		return jsonValue{kind: kind}
	}
}

// skip checks one value without keeping it.
func (p *jsonParser) skip() {
	p.space()
	switch c := p.peek(); c {
	case '{':
		p.object(func(string) { p.skip() })
	case '[':
		p.array(p.skip)
	case '"':
		p.scanString()
	default:
		p.scalar(c)
	}
}

// scalar steps over null, true, false or a number.
func (p *jsonParser) scalar(c byte) jsonKind {
	switch c {
	case 'n':
		return p.word("null", jsonNull)
	case 't':
		return p.word("true", jsonTrue)
	case 'f':
		return p.word("false", jsonFalse)
	}
	p.number()
	return jsonNumber
}

func (p *jsonParser) word(word string, kind jsonKind) jsonKind {
	if !strings.HasPrefix(p.src[p.pos:], word) {
		p.unexpected()
	}
	p.pos += len(word)
	return kind
}

// number steps over a number: no leading zeros, no bare dot, no leading plus.
func (p *jsonParser) number() {
	if p.peek() == '-' {
		p.pos++
	}
	if p.peek() == '0' {
		p.pos++
	} else {
		p.digits()
	}
	if p.pos < len(p.src) && p.src[p.pos] == '.' {
		p.pos++
		p.digits()
	}
	if p.pos < len(p.src) && p.src[p.pos]|0x20 == 'e' {
		p.pos++
		if c := p.peek(); c == '+' || c == '-' {
			p.pos++
		}
		p.digits()
	}
}

func (p *jsonParser) digits() {
	if c := p.peek(); c < '0' || c > '9' {
		p.unexpected()
	}
	for p.pos < len(p.src) && p.src[p.pos] >= '0' && p.src[p.pos] <= '9' {
		p.pos++
	}
}

// scanString steps over a string and reports whether it holds escapes.
func (p *jsonParser) scanString() (escaped bool) {
	for p.pos++; ; p.pos++ {
		switch c := p.peek(); {
		case c == '"':
			p.pos++
			return escaped
		case c < ' ':
			p.fail("control character in a string")
		case c == '\\':
			escaped = true
			p.pos++
			if c := p.peek(); c == 'u' {
				for range 4 {
					p.pos++
					if unhex(p.peek()) < 0 {
						p.unexpected()
					}
				}
			} else if strings.IndexByte(`"\/bfnrt`, c) < 0 {
				p.unexpected()
			}
		}
	}
}

// text reads a string. Without escapes it is a slice of the source, not a copy.
func (p *jsonParser) text() string {
	start := p.pos + 1
	escaped := p.scanString()
	raw := p.src[start : p.pos-1]
	if !escaped {
		return raw
	}
	return unescapeJSON(raw)
}

// unescapeJSON decodes the escapes of a string that scanString has accepted.
func unescapeJSON(raw string) string {
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			b.WriteByte(raw[i])
			continue
		}
		i++
		switch raw[i] {
		case 'b':
			b.WriteByte('\b')
		case 'f':
			b.WriteByte('\f')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 't':
			b.WriteByte('\t')
		case 'u':
			r := hex4(raw[i+1:])
			i += 4
			// Two escapes may be the halves of one character.
			if utf16.IsSurrogate(r) && strings.HasPrefix(raw[i+1:], `\u`) {
				if both := utf16.DecodeRune(r, hex4(raw[i+3:])); both != utf8.RuneError {
					r = both
					i += 6
				}
			}
			b.WriteRune(r)
		default:
			b.WriteByte(raw[i])
		}
	}
	return b.String()
}

// hex4 reads the four digits of an escape that scanString has accepted.
func hex4(s string) rune {
	var r rune
	for i := range 4 {
		r = r<<4 | rune(unhex(s[i]))
	}
	return r
}
