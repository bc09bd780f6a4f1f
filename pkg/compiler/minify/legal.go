package minify

import (
	"bytes"
	"strings"
)

// splitComments cuts the text of legal comments that esbuild collected, one
// behind the other, into single comments. Equal ones are listed once.
func splitComments(text []byte) []string {
	var list []string
	seen := map[string]bool{}
	for {
		text = bytes.TrimSpace(text)
		if len(text) == 0 {
			return list
		}
		end := bytes.IndexByte(text, '\n')
		if bytes.HasPrefix(text, []byte("/*")) {
			if end = bytes.Index(text, []byte("*/")); end >= 0 {
				end += 2
			}
		}
		if end < 0 {
			end = len(text)
		}
		if c := escapeScript(string(text[:end])); !seen[c] {
			seen[c] = true
			list = append(list, c)
		}
		text = text[end:]
	}
}

// escapeScript breaks up "</script", which would end an inline script even in a
// comment. esbuild does so in comments that it leaves in place.
func escapeScript(s string) string {
	const tag = "</script"
	for i := 0; i+len(tag) <= len(s); i++ {
		if s[i] == '<' && strings.EqualFold(s[i:i+len(tag)], tag) {
			s = s[:i+1] + `\` + s[i+1:]
		}
	}
	return s
}
