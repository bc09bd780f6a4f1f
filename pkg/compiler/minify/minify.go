package minify

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// Options say how to minify. The zero Options only prints anew.
type Options struct {
	Target  api.Target // api.DefaultTarget and api.ESNext lower next to nothing
	Engines []api.Engine
	// Supported is what the target has in spite of esbuild's table; not changed.
	Supported map[string]bool

	Whitespace, Syntax, Identifiers bool

	KeepNames   bool // keeps the .name of functions and classes
	DropConsole bool

	// LegalComments is what happens to /*! comments: with api.LegalCommentsInline
	// they stay, with api.LegalCommentsNone (and the default) they are dropped, with
	// every other value they are taken out and returned in Result.Legal.
	LegalComments api.LegalComments

	// Await says that the statements of a Body may contain await outside of
	// functions; the caller puts them in an async function.
	Await bool

	SourceMap bool
}

// Result is minified text.
type Result struct {
	Code []byte

	// Prelude are declarations (var only) that Code needs in its scope or one around
	// it, each with its semicolon; empty when there are none. Preludes of several
	// parts may stand in one scope, one behind the other, before all code.
	Prelude []byte

	// Map leads from Code to the text that was given; it has one source without a
	// name. nil without Options.SourceMap. Its names are those of the given text.
	Map *source.Map

	Legal []string // legal comments with their delimiters, in order, no two equal

	// Left is syntax that the target lacks and esbuild cannot rewrite, so that it is
	// in Code as it was given: the Message of each is what it is called, such as
	// "class syntax".
	Left []*Error
}

// Body minifies statements of the body of a strict function, without the
// directive. All names that they declare stay. A module must not be cut into
// several bodies: esbuild may use here what it knows of a name, for example that
// a function is empty and nothing assigns it.
//
// Errors: *Error with a place in text; ErrAwait when there is an await and the
// target has no async functions, so only the whole async function around it can
// be lowered.
//
// It may run concurrently, as may Object and Expression.
func Body(text []byte, o Options) (*Result, error) {
	if o.Await && !featuresOf(o).async {
		return nil, ErrAwait
	}
	return part(text, o, bodyShape)
}

var bodyShape = shape{open: `"use strict";`, mark: "debugger;", statements: true}

// Object minifies members of an object literal, without its braces:
//
//	12:(module,exports,require)=>{...},"./a.js":function(module,exports){...}
//
// Each member decides for itself whether it is strict.
func Object(members []byte, o Options) (*Result, error) {
	return part(members, o, objectShape(members))
}

// objectShape is the shape of members. Its line break saves those that end in a line
// comment.
func objectShape(members []byte) shape {
	return shape{mark: freeName(members) + "={", close: "\n}"}
}

// Expression minifies one expression, such as a function to be called by what
// follows. The outcome binds as an assignment does, so the caller puts parentheses
// around it where that is too weak; those that were given may stay. Results are kept
// by content for the life of the process, as the same runtime goes into many chunks.
// The Result is shared: it must not be changed.
func Expression(text []byte, o Options) (*Result, error) {
	key := expressionKey{sha256.Sum256(text), fmt.Sprintf("%+v", o)}
	if r, ok := expressions.Load(key); ok {
		return r.(*Result), nil
	}
	r, err := part(text, o, shape{mark: freeName(text) + "=", close: "\n"})
	if err != nil {
		return nil, err
	}
	actual, _ := expressions.LoadOrStore(key, r)
	return actual.(*Result), nil
}

// freeName is a name that does not occur in text.
func freeName(text []byte) string {
	name := "$mfbundle$"
	for bytes.Contains(text, []byte(name)) {
		name += "$"
	}
	return name
}

var expressions sync.Map // expressionKey → *Result

type expressionKey struct {
	text    [sha256.Size]byte
	options string
}

// shape is what has to be put around a text to make it a script, and found again
// in the output: open, mark, text, close.
//
// Declarations that esbuild adds come behind the directives and before the mark,
// which tells them from the text. The mark of statements is a debugger statement,
// since that is never merged with its neighbours, moved or dropped.
type shape struct {
	open, mark, close string
	statements        bool
}

// part minifies by the short way, one transform, when that cannot go wrong.
func part(text []byte, o Options, s shape) (*Result, error) {
	if !featuresOf(o).adds && !o.KeepNames {
		t, err := transform(s.wrap(text), o, len(s.open)+len(s.mark))
		if err != nil {
			return nil, err
		}
		r, err := s.unwrap(t, o)
		// Decorators and the like need helpers in any target.
		if err != nil || len(r.Prelude) == 0 {
			return r, err
		}
	}
	return twice(text, o, s)
}

func (s shape) wrap(text []byte) []byte {
	b := make([]byte, 0, len(text)+len(s.open)+len(s.mark)+len(s.close))
	b = append(append(b, s.open...), s.mark...)
	return append(append(b, text...), s.close...)
}

// transformed is the output of one Transform.
type transformed struct {
	code  []byte
	m     *source.Map // nil without a map
	legal []byte
	shift uint32 // columns that were put before the first line of the text
	left  []*Error
	// supported is Options.Supported with what had to be left.
	supported map[string]bool
}

// transform runs esbuild on text, of which the first prefix bytes are ours.
func transform(text []byte, o Options, prefix int) (t transformed, err error) {
	opts := transformOptions(o)
	r := api.Transform(string(text), opts)
	var left []*Error
	supported := maps.Clone(opts.Supported)
	for ; ; r = api.Transform(string(text), opts) {
		known := len(supported)
		if supported == nil {
			supported = make(map[string]bool)
		}
		if len(r.Errors) == 0 && !requires(r.Code, text, o) {
			break
		}
		if !leave(r.Errors, supported) || len(supported) == known {
			return t, newError(r.Errors[0], text, prefix)
		}
		for _, m := range r.Errors {
			e := newError(m, text, prefix)
			e.Message = refusedSyntax(m.Text)
			left = append(left, e)
		}
		if len(r.Errors) == 0 {
			opts.Supported = maps.Clone(supported)
			delete(opts.Supported, "dynamic-import")
			left = append(left, &Error{Message: "import()", Offset: max(0, findImport(text, opts)-prefix)})
		}
		opts.Supported = supported
	}
	if t, err = newTransformed(r.Code, r.Map, r.LegalComments, prefix); err == nil && o.Identifiers {
		t.mangle(o.Await)
	}
	t.left, t.supported = left, supported
	return t, err
}

// mangle gives names anew. esbuild has shortened them, so that there is less to read;
// its names stay where the text cannot be read.
func (t *transformed) mangle(await bool) {
	if edits, ok := mangle(t.code, await); ok && len(edits) > 0 {
		t.m = source.Shift(t.m, t.code, edits)
		t.code = source.Apply(make([]byte, 0, len(t.code)+len(t.code)/50), t.code, edits)
	}
}

// newTransformed reads what esbuild returned; the map may be empty.
func newTransformed(code, mapping, legal []byte, prefix int) (t transformed, err error) {
	t = transformed{code: bytes.TrimRight(code, "\n"), legal: legal, shift: uint32(prefix)}
	if len(mapping) > 0 {
		if t.m, err = source.DecodeMap(mapping); err != nil {
			return t, fmt.Errorf("minify: read the map of esbuild: %w", err)
		}
	}
	return t, nil
}

// transformOptions are the options of esbuild for o.
func transformOptions(o Options) api.TransformOptions {
	opts := api.TransformOptions{
		Target:            o.Target,
		Engines:           o.Engines,
		Loader:            api.LoaderJS,
		Charset:           api.CharsetUTF8,
		MinifyWhitespace:  o.Whitespace,
		MinifySyntax:      o.Syntax,
		MinifyIdentifiers: o.Identifiers,
		KeepNames:         o.KeepNames,
		LogLevel:          api.LogLevelSilent,
		TreeShaking:       api.TreeShakingFalse,
		SourcesContent:    api.SourcesContentExclude,
	}
	if o.DropConsole {
		opts.Drop |= api.DropConsole
	}
	opts.Supported = o.Supported
	if o.Await {
		// The await is not at the top level of what runs in the end.
		opts.Supported = map[string]bool{"top-level-await": true}
		maps.Copy(opts.Supported, o.Supported)
	}
	switch o.LegalComments {
	case api.LegalCommentsDefault, api.LegalCommentsNone:
		opts.LegalComments = api.LegalCommentsNone
	case api.LegalCommentsInline:
		opts.LegalComments = api.LegalCommentsInline
	default:
		opts.LegalComments = api.LegalCommentsExternal
	}
	if o.SourceMap {
		opts.Sourcemap = api.SourceMapExternal
	}
	return opts
}

// unwrap cuts the text and the prelude out of the output.
func (s shape) unwrap(t transformed, o Options) (*Result, error) {
	start, end := 0, len(t.code)
	r := &Result{Legal: splitComments(t.legal), Left: t.left}
	if s.mark != "" {
		at, size := s.findMark(t.code)
		if at < 0 {
			return nil, fmt.Errorf("minify: esbuild dropped the mark %q", s.mark)
		}
		r.Prelude = bytes.TrimSpace(bytes.TrimPrefix(bytes.TrimSpace(t.code[:at]), []byte(s.open)))
		start = at + size
	}
	switch {
	case strings.HasSuffix(s.mark, "{"):
		end = bytes.LastIndexByte(t.code, '}')
	case s.close != "":
		end = len(bytes.TrimRight(t.code, ";\n"))
	}
	for start < end && (t.code[start] == '\n' || t.code[start] == ' ') {
		start++
	}
	for start < end && (t.code[end-1] == '\n' || t.code[end-1] == ' ') {
		end--
	}
	r.Code = t.code[start:end]
	if t.m != nil {
		r.Map = cutMap(t.m, t.code, start, end, t.shift)
	}
	return r, nil
}

// findMark finds the mark, which esbuild prints with spaces when it does not
// minify white space.
func (s shape) findMark(code []byte) (at, size int) {
	if at = bytes.Index(code, []byte(s.mark)); at >= 0 {
		return at, len(s.mark)
	}
	spaced := strings.Replace(s.mark, "=", " = ", 1)
	return bytes.Index(code, []byte(spaced)), len(spaced)
}

// cutMap is the map of code[start:end], its originals moved left by shift on
// their first line.
func cutMap(m *source.Map, code []byte, start, end int, shift uint32) *source.Map {
	firstLine, firstColumn := source.Extent(code[:start])
	lines, column := source.Extent(code[start:end])
	out := &source.Map{Sources: []string{""}, Names: m.Names, Segments: m.Segments[:0]}
	for _, s := range m.Segments {
		if s.Line < firstLine || s.Line == firstLine && s.Column < firstColumn {
			continue
		}
		if s.Line == firstLine {
			s.Column -= firstColumn
		}
		s.Line -= firstLine
		if s.Line > lines || s.Line == lines && s.Column >= column {
			break
		}
		if s.SrcLine == 0 {
			s.SrcColumn = max(s.SrcColumn, shift) - shift
		}
		out.Segments = append(out.Segments, s)
	}
	return out
}
