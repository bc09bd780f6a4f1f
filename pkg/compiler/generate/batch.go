package generate

import (
	"bytes"
	"crypto/sha256"
	"fmt"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/mfbundle/mfbundle/pkg/compiler/minify"
	"github.com/mfbundle/mfbundle/pkg/compiler/par"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
	"github.com/mfbundle/mfbundle/pkg/compiler/target"
)

// batchSize is how much text is minified in one call of esbuild. A call costs
// 0.2 ms before it does anything, so one call per module would double the cost
// of small ones; much larger batches leave workers idle at the end.
const batchSize = 192 << 10

// block is a run of output text with the segments of its source map, relative
// to its own start.
type block struct {
	text    []byte
	prelude []byte
	m       *source.Builder
	left    []Newer
	err     error
}

// batch is a block to be made: members of a module table, or statements of one
// function body.
type batch struct {
	pieces []source.Piece
	body   bool
	size   int
	out    *block
}

// layout is the text of one chunk as a list of blocks: glue and batches.
type layout struct {
	blocks  []*block
	batches []*batch
}

func (l *layout) glue(text string) {
	if n := len(l.blocks); n > 0 && l.blocks[n-1].m == nil && l.blocks[n-1].text != nil {
		l.blocks[n-1].text = append(l.blocks[n-1].text, text...)
		return
	}
	l.blocks = append(l.blocks, &block{text: []byte(text)})
}

// sources is a hash of the text that the layout makes a script of.
func (l *layout) sources(head string) []byte {
	h := sha256.New()
	h.Write([]byte(head))
	for _, b := range l.blocks {
		h.Write(b.text)
	}
	for _, b := range l.batches {
		for i := range b.pieces {
			p := &b.pieces[i]
			h.Write([]byte(p.Prefix))
			if p.Input != nil {
				fmt.Fprintf(h, "\x00%d %d ", p.Start, p.End)
				h.Write(p.Input.Text)
			}
			for _, x := range p.Edits {
				fmt.Fprintf(h, "\x00%d %d ", x.Start, x.End)
				h.Write([]byte(x.New))
			}
			h.Write([]byte("\x00" + p.Suffix))
		}
	}
	return h.Sum(nil)
}

func (l *layout) add(b *batch) {
	b.out = &block{}
	l.blocks = append(l.blocks, b.out)
	l.batches = append(l.batches, b)
}

// members lays out the factories of a chunk as members of an object literal,
// each with a comma behind it.
func (l *layout) members(fs []*Factory, minified bool) {
	var cur *batch
	flush := func() {
		if cur != nil {
			l.add(cur)
			cur = nil
		}
	}
	for i, f := range fs {
		comma := ",\n"
		if minified {
			comma = "," // the last one stays: a trailing comma is legal and costs a byte
		}
		if f.Split && minified {
			flush()
			if i > 0 {
				l.glue(",")
			}
			l.split(f)
			if i < len(fs)-1 {
				l.glue(",")
			}
			continue
		}
		if cur == nil {
			cur = &batch{}
		} else {
			cur.pieces = append(cur.pieces, source.Piece{Prefix: comma})
		}
		cur.pieces = append(cur.pieces, source.Piece{Prefix: f.ID + ": " + f.Head})
		cur.pieces = append(cur.pieces, f.Pieces...)
		cur.pieces = append(cur.pieces, source.Piece{Prefix: f.Tail})
		cur.size += f.Size
		if cur.size >= batchSize && i < len(fs)-1 && !fs[i+1].Split {
			flush()
			l.glue(comma)
		}
	}
	flush()
}

// split lays out a factory whose body is minified in parts.
func (l *layout) split(f *Factory) {
	l.glue(f.ID + ":" + minifiedHead(f.Head))
	var cur *batch
	first := true
	flush := func() {
		if cur == nil {
			return
		}
		if !first {
			l.glue(";")
		}
		first = false
		l.add(cur)
		cur = nil
	}
	for i := range f.Pieces {
		if cur == nil {
			cur = &batch{body: true}
		}
		cur.pieces = append(cur.pieces, f.Pieces[i])
		cur.size += f.Pieces[i].Len()
		if cur.size >= batchSize {
			flush()
		}
	}
	flush()
	l.glue(f.Tail)
}

func minifiedHead(head string) string {
	head = string(bytes.ReplaceAll([]byte(head), []byte(", "), []byte(",")))
	head = string(bytes.ReplaceAll([]byte(head), []byte(" => "), []byte("=>")))
	return string(bytes.ReplaceAll([]byte(head), []byte("\n"), nil))
}

// keepsNames: the minifier adds code that keeps names of functions or classes.
func (in *Input) keepsNames() bool {
	o := &in.Config.Optimization
	return o.Minimize && (o.Minimizer.KeepFnNames || o.Minimizer.KeepClassNames)
}

// minifyOptions are those of a build.
func (in *Input) minifyOptions() minify.Options {
	o := in.Config.Optimization
	t, engines := target.Of(in.Config.Target)
	return minify.Options{
		Target: t, Engines: engines, Supported: target.Supported(t, engines), Whitespace: true, Syntax: true, Identifiers: true,
		KeepNames: in.keepsNames(), DropConsole: o.Minimizer.DropConsole,
		LegalComments: api.LegalCommentsNone, SourceMap: in.SourceMap,
	}
}

// make fills the blocks of all batches, in parallel. What is not minimized goes
// through the minifier too where the target lacks syntax of it.
func (in *Input) make(batches []*batch) error {
	opts := in.minifyOptions()
	through := in.Config.Optimization.Minimize || minify.Lowers(opts)
	if !in.Config.Optimization.Minimize {
		opts.Whitespace, opts.Syntax, opts.Identifiers, opts.KeepNames, opts.DropConsole = false, false, false, false, false
		opts.LegalComments = api.LegalCommentsInline
	}
	if !through {
		par.For(len(batches), in.Workers, func(i int) {
			trace := source.Join(batches[i].pieces)
			out := batches[i].out
			batches[i].pieces, out.text = nil, trace.Text
			if in.SourceMap {
				out.m = &source.Builder{}
				trace.Emit(out.m)
			}
		})
		return nil
	}
	groups := groupBatches(batches)
	par.For(len(groups), in.Workers, func(i int) {
		group := groups[i]
		traces, parts := make([]*source.Trace, len(group)), make([]minify.Part, len(group))
		for k, b := range group {
			traces[k] = source.Join(b.pieces)
			b.pieces = nil
			parts[k] = minify.Part{Text: traces[k].Text, Body: b.body}
		}
		minify.Many(parts, opts)
		for k, b := range group {
			r := parts[k].Result
			if err := parts[k].Err; err != nil {
				b.out.err = refused(traces[k], err)
				continue
			}
			b.out.text, b.out.prelude = r.Code, r.Prelude
			for _, e := range r.Left {
				b.out.left = append(b.out.left, newer(traces[k], e))
			}
			if in.SourceMap {
				b.out.m = &source.Builder{}
				traces[k].Compose(b.out.m, r.Map)
			}
		}
	})
	for _, b := range batches {
		if b.out.err != nil {
			return b.out.err
		}
	}
	return nil
}

// groupSize is how much text goes through the minifier in one call, when it comes
// from small chunks. Less leaves the price of a call, more leaves workers idle.
const groupSize = 64 << 10

// groupBatches cuts batches into runs that are minified together.
func groupBatches(batches []*batch) [][]*batch {
	var groups [][]*batch
	size := 0
	for i, b := range batches {
		if groups == nil || size+b.size > groupSize {
			groups = append(groups, nil)
			size = 0
		}
		size += b.size
		last := len(groups) - 1
		groups[last] = append(groups[last], batches[i])
	}
	return groups
}

// Newer is syntax that the target lacks and that cannot be rewritten for it.
type Newer struct {
	Syntax string // what it is called, such as "class syntax"
	// Source is the file it stands in, and Start the byte; nil for code that this
	// package wrote.
	Source *source.Source
	Start  int
}

// newer places what the minifier left as it was.
func newer(t *source.Trace, e *minify.Error) Newer {
	out := Newer{Syntax: e.Message}
	if o, ok := t.Original(uint32(e.Offset)); ok && o.Source != nil {
		out.Source = o.Source
		if at, ok := source.NewLines(o.Source.Content).Offset(o.Line, o.Column); ok {
			out.Start = int(at)
		}
	}
	return out
}

// refused is the error of a text that the minifier did not take.
func refused(t *source.Trace, err error) error { return fmt.Errorf("minify: %w%s", err, near(t, err)) }

// near says where in the user's files a minifier stumbled, which is a bug of
// this program or an invalid file that its own checks let through.
func near(t *source.Trace, err error) string {
	e, ok := err.(*minify.Error)
	if !ok {
		return ""
	}
	o, ok := t.Original(uint32(e.Offset))
	if !ok || o.Source == nil {
		from, to := max(0, e.Offset-60), min(len(t.Text), e.Offset+40)
		return fmt.Sprintf(" in generated code near %q", t.Text[from:to])
	}
	return fmt.Sprintf(" (%s:%d:%d)", o.Source.Name, o.Line+1, o.Column+1)
}

// join concatenates blocks; preludes come first, behind head.
func join(head string, blocks []*block, withMap bool) ([]byte, *source.Joined) {
	size := len(head)
	for _, b := range blocks {
		size += len(b.text) + len(b.prelude)
	}
	text := make([]byte, 0, size+256)
	text = append(text, head...)
	for _, b := range blocks {
		text = append(text, b.prelude...)
	}
	var m *source.Joined
	if withMap {
		m = &source.Joined{}
	}
	line, column := source.Extent(text)
	for _, b := range blocks {
		if withMap {
			if b.m != nil {
				m.Append(b.m, line, column)
			} else {
				m.Unmapped(line, column)
			}
		}
		text = append(text, b.text...)
		l, c := source.Extent(b.text)
		if l > 0 {
			line, column = line+l, c
		} else {
			column += c
		}
	}
	return text, m
}
