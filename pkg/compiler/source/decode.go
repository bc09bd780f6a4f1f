package source

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// DecodeMap reads a source map. The maps of an indexed map ("sections") are
// flattened into one, and sourceRoot is joined to sources that are not absolute.
//
// A map that has no mappings, another version than 3, or segments that point
// outside of its sources or names is an error: half a map misleads more than
// none. Segments out of order in their line are sorted.
func DecodeMap(json []byte) (*Map, error) {
	r := &jsonReader{text: string(json)}
	// Servers put this line before JSON against cross-site inclusion; the format
	// allows it.
	if strings.HasPrefix(r.text, ")]}'") {
		r.at = strings.IndexByte(r.text+"\n", '\n')
	}
	m := &Map{}
	decodeInto(m, r, 0, 0, true)
	if r.peek() != 0 {
		r.fail("text behind the map")
	}
	if r.err != nil {
		return nil, r.err
	}
	return m, nil
}

// decodeInto reads one map object and adds it to m, its generated positions moved
// by line and, in its first line, column.
func decodeInto(m *Map, r *jsonReader, line, column uint32, mayNest bool) {
	var root, mappings string
	var sources, contents, names []string
	var ignore []int32
	var hasMappings, hasSections bool
	r.object(func(key string) {
		switch key {
		case "version":
			if n := r.integer(); r.err == nil && n != 3 {
				r.fail(fmt.Sprintf("version %d, expected 3", n))
			}
		case "sourceRoot":
			root = r.stringOrNull()
		case "sources":
			r.array(func() { sources = append(sources, r.stringOrNull()) })
		case "sourcesContent":
			if r.peek() == 'n' {
				r.skip()
				return
			}
			r.array(func() { contents = append(contents, r.stringOrNull()) })
		case "names":
			r.array(func() { names = append(names, r.stringOrNull()) })
		case "ignoreList", "x_google_ignoreList":
			ignore = ignore[:0]
			r.array(func() { ignore = append(ignore, int32(r.integer())) })
		case "mappings":
			hasMappings = true
			mappings = r.string()
		case "sections":
			if !mayNest {
				r.fail("sections inside of sections")
				return
			}
			hasSections = true
			r.array(func() { decodeSection(m, r) })
		default:
			r.skip()
		}
	})
	if r.err != nil || hasSections {
		return
	}
	if !hasMappings {
		r.fail("no mappings")
		return
	}
	for i, s := range sources {
		sources[i] = joinRoot(root, s)
	}
	firstSource, firstName := int32(len(m.Sources)), int32(len(m.Names))
	// Contents stay parallel to Sources when several sections are put together.
	if len(contents) > 0 {
		for len(m.Contents) < len(m.Sources) {
			m.Contents = append(m.Contents, "")
		}
		m.Contents = append(m.Contents, contents[:min(len(contents), len(sources))]...)
	}
	m.Sources = append(m.Sources, sources...)
	m.Names = append(m.Names, names...)
	for _, i := range ignore {
		if int(i) < len(sources) {
			m.Ignore = append(m.Ignore, firstSource+i)
		}
	}
	if err := decodeMappings(m, mappings, line, column, firstSource, firstName); err != nil {
		r.err = fmt.Errorf("source map: mappings: %w", err)
	}
}

func decodeSection(m *Map, r *jsonReader) {
	var line, column uint32
	at := -1
	r.object(func(key string) {
		switch key {
		case "offset":
			r.object(func(key string) {
				switch key {
				case "line":
					line = r.integer()
				case "column":
					column = r.integer()
				default:
					r.skip()
				}
			})
		case "map":
			r.peek()
			at = r.at
			r.skip()
		default:
			r.skip()
		}
	})
	if at < 0 {
		r.fail("a section without map")
	}
	if r.err != nil {
		return
	}
	// The offset may come behind the map in the object, so the map is read once
	// both are known.
	if n := len(m.Segments); n > 0 {
		if last := m.Segments[n-1]; last.Line > line || last.Line == line && last.Column > column {
			r.fail("sections overlap")
			return
		}
	}
	behind := r.at
	r.at = at
	decodeInto(m, r, line, column, false)
	r.at = behind
}

// joinRoot puts sourceRoot before a source, unless that is a URL or an absolute
// path already.
func joinRoot(root, source string) string {
	if root == "" || strings.HasPrefix(source, "/") || strings.Contains(source, "://") {
		return source
	}
	if strings.HasSuffix(root, "/") {
		return root + source
	}
	return root + "/" + source
}

var (
	errNumber = errors.New("a segment has a number that is not base64 VLQ")
	errCount  = errors.New("a segment has not 1, 4 or 5 numbers")
	errRange  = errors.New("a segment points outside of the map")
)

// decodeMappings appends the segments of s. Indexes in s count from firstSource
// and firstName.
func decodeMappings(m *Map, s string, line, column uint32, firstSource, firstName int32) error {
	// A segment with its comma takes six bytes or so in the maps of minified text.
	if free := cap(m.Segments) - len(m.Segments); free < len(s)/6 {
		m.Segments = append(make([]Segment, 0, len(m.Segments)+len(s)/6+16), m.Segments...)
	}
	var genCol, src, srcLine, srcCol, name, n int32
	sources, names := int32(len(m.Sources))-firstSource, int32(len(m.Names))-firstName
	lineAt, sorted := len(m.Segments), true
	genCol = int32(column)
	for i := 0; i < len(s); {
		switch s[i] {
		case ';':
			if !sorted {
				sortLine(m.Segments[lineAt:])
			}
			line++
			genCol, lineAt, sorted = 0, len(m.Segments), true
			i++
			continue
		case ',':
			i++
			continue
		}
		if n, i = readVLQ(s, i); i < 0 {
			return errNumber
		}
		if n < 0 {
			sorted = false
		}
		genCol += n
		if genCol < 0 {
			return errRange
		}
		seg := Segment{Line: line, Column: uint32(genCol), Source: -1, Name: -1}
		if i < len(s) && s[i] != ',' && s[i] != ';' {
			var d [3]int32
			for k := range d {
				if d[k], i = readVLQ(s, i); i < 0 {
					return errCount
				}
			}
			src, srcLine, srcCol = src+d[0], srcLine+d[1], srcCol+d[2]
			if src < 0 || src >= sources || srcLine < 0 || srcCol < 0 {
				return errRange
			}
			seg.Source, seg.SrcLine, seg.SrcColumn = firstSource+src, uint32(srcLine), uint32(srcCol)
			if i < len(s) && s[i] != ',' && s[i] != ';' {
				if n, i = readVLQ(s, i); i < 0 {
					return errNumber
				}
				if name += n; name < 0 || name >= names {
					return errRange
				}
				seg.Name = firstName + name
			}
			if i < len(s) && s[i] != ',' && s[i] != ';' {
				return errCount
			}
		}
		m.Segments = append(m.Segments, seg)
	}
	if !sorted {
		sortLine(m.Segments[lineAt:])
	}
	return nil
}

// sortLine orders the segments of one line; equal columns keep their order.
func sortLine(s []Segment) {
	sort.SliceStable(s, func(i, j int) bool { return s[i].Column < s[j].Column })
}
