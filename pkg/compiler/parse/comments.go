package parse

import (
	"bytes"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// comment notes the comment [start, end) and returns end. Only marks that act
// on the next token are read here; the rest is looked up in w.comments.
func (w *walker) comment(start, end int) int {
	w.comments = append(w.comments, span{start, end})
	text := w.src[start:end]
	legal := len(text) > 2 && text[2] == '!'
	for rest := text[2:]; ; {
		i := bytes.IndexByte(rest, '@')
		if i < 0 {
			break
		}
		rest = rest[i+1:]
		switch {
		case len(rest) == 0:
		case rest[0] == '_':
			w.mark(rest)
		case rest[0] == 'l' && bytes.HasPrefix(rest, []byte("license")),
			rest[0] == 'p' && bytes.HasPrefix(rest, []byte("preserve")),
			rest[0] == 'c' && bytes.HasPrefix(rest, []byte("cc_on")):
			legal = true
		}
	}
	if i := bytes.Index(text, []byte("#__")); i >= 0 {
		w.mark(text[i+1:])
	}
	if legal {
		w.legal = append(w.legal, graph.ByteRange{Start: uint32(start), End: uint32(end)})
	}
	return end
}

// mark reads an annotation behind its @ or #.
func (w *walker) mark(text []byte) {
	if bytes.HasPrefix(text, []byte("__PURE__")) {
		w.pure = true
	} else if bytes.HasPrefix(text, []byte("__NO_SIDE_EFFECTS__")) {
		w.noEffects = true
	}
}

// magic returns the texts of the comments from index from on, without
// delimiters.
func (w *walker) magic(from int) []string {
	if from >= len(w.comments) {
		return nil
	}
	texts := make([]string, 0, len(w.comments)-from)
	for _, c := range w.comments[from:] {
		text := w.src[c.start+2 : c.end]
		if w.src[c.start+1] == '*' {
			text = text[:len(text)-2]
		}
		texts = append(texts, string(bytes.TrimSpace(text)))
	}
	return texts
}

// sourceMappingURL returns the URL of the last sourceMappingURL comment behind
// the last token, which ends at end.
func (w *walker) sourceMappingURL(end int) string {
	for i := len(w.comments) - 1; i >= 0 && w.comments[i].start >= end; i-- {
		text := w.src[w.comments[i].start+2 : w.comments[i].end]
		if len(text) == 0 || text[0] != '#' && text[0] != '@' {
			continue
		}
		text = bytes.TrimLeft(text[1:], " \t")
		if !bytes.HasPrefix(text, []byte("sourceMappingURL=")) {
			continue
		}
		text = text[len("sourceMappingURL="):]
		if i := bytes.IndexAny(text, " \t\r\n*'\""); i >= 0 {
			text = text[:i]
		}
		// In a bundle the comment would speak for all of it.
		w.edits = append(w.edits, source.Edit{Start: uint32(w.comments[i].start), End: uint32(w.comments[i].end)})
		return string(text)
	}
	return ""
}

var mapWord = []byte("sourceMappingURL=")

// trailingMap finds the comment at the end of a file that names its source map,
// in text that is not read by tokens: nothing else can stand there behind which
// the file ends. at is the offset of its word; it is 0 without such a comment.
func trailingMap(src []byte) (url string, at int) {
	at = bytes.LastIndex(src, mapWord)
	if at < 0 {
		return "", 0
	}
	before := bytes.TrimRight(src[:at], " \t")
	if n := len(before); n < 3 || before[n-1] != '#' && before[n-1] != '@' || before[n-3] != '/' || before[n-2] != '/' && before[n-2] != '*' {
		return "", 0
	}
	rest := src[at+len(mapWord):]
	end := bytes.IndexAny(rest, " \t\r\n*'\"")
	if end < 0 {
		end = len(rest)
	}
	if tail := bytes.TrimSpace(rest[end:]); len(tail) > 0 && string(tail) != "*/" {
		return "", 0
	}
	return string(rest[:end]), at
}

// unmapped is the text for esbuild. It would follow a map inside the text, and no
// other; all are followed by whoever reads Record.SourceMappingURL.
func (f *file) unmapped() string {
	_, at := trailingMap(f.src)
	if at == 0 {
		return string(f.src)
	}
	text := append([]byte(nil), f.src...)
	text[at] = 'S' // of the same length, so that all places stay
	return string(text)
}
