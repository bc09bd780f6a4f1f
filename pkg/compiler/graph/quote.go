package graph

import (
	"encoding/base64"
	"net/url"
	"strings"
	"unicode/utf8"
)

// Quote spells s as a JavaScript string literal that is safe inside a script
// element.
func Quote(s string) string {
	const hex = "0123456789abcdef"
	b := make([]byte, 0, len(s)+2)
	b = append(b, '"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, '\\', 'n')
		case c < 0x20 || c == 0x7f:
			b = append(b, '\\', 'x', hex[c>>4], hex[c&15])
		case c == '<' && i+1 < len(s) && (s[i+1] == '/' || s[i+1] == '!'):
			b = append(b, '\\', 'x', '3', 'c')
		case c == 0xe2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2]&^1 == 0xa8:
			b = append(b, '\\', 'u', '2', '0', '2', '8'+s[i+2]&1)
			i += 2
		default:
			b = append(b, c)
		}
	}
	return string(append(b, '"'))
}

// DataURI spells data as a data: URI, as text where that is asked for or an SVG
// image, else as base64.
func DataURI(mime string, data []byte, plain, encoded bool) string {
	if plain || !encoded && strings.HasPrefix(mime, "image/svg") && utf8.Valid(data) {
		return "data:" + mime + "," + strings.ReplaceAll(url.PathEscape(string(data)), "+", "%2B")
	}
	return "data:" + mime + ";base64," + base64.StdEncoding.EncodeToString(data)
}
