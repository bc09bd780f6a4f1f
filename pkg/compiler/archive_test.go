package compiler_test

import (
	"bytes"
	"strings"
)

// archive is a text with files in it, in the format of txtar: a comment, then
// "-- name --" lines with the text of each file behind them. The module with the
// usual reader is not among this project's dependencies.
type archive struct {
	comment string
	files   []archiveFile
}

type archiveFile struct {
	name string
	data []byte
}

func parseArchive(text []byte) *archive {
	a := &archive{}
	for len(text) > 0 {
		line := text
		if i := bytes.IndexByte(text, '\n'); i >= 0 {
			line = text[:i+1]
		}
		text = text[len(line):]
		trimmed := strings.TrimSpace(string(line))
		if strings.HasPrefix(trimmed, "-- ") && strings.HasSuffix(trimmed, " --") && len(trimmed) > 6 {
			a.files = append(a.files, archiveFile{name: strings.TrimSpace(trimmed[3 : len(trimmed)-3])})
			continue
		}
		if n := len(a.files); n > 0 {
			a.files[n-1].data = append(a.files[n-1].data, line...)
		} else {
			a.comment += string(line)
		}
	}
	return a
}

func (a *archive) format() []byte {
	b := []byte(a.comment)
	for _, f := range a.files {
		b = append(b, "-- "+f.name+" --\n"...)
		b = append(b, f.data...)
		if n := len(f.data); n > 0 && f.data[n-1] != '\n' {
			b = append(b, '\n')
		}
	}
	return b
}
