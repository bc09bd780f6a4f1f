package graph

import "encoding/base64"

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

// DataURI spells data as a data: URI, as base64 or as text.
func DataURI(mime string, data []byte, plain bool) string {
	if plain {
		return dataHead(mime, plain) + uriComponent(data)
	}
	return dataHead(mime, plain) + base64.StdEncoding.EncodeToString(data)
}

// NoAddress is the address of what the configuration leaves out: nothing, with a
// media type that no reader minds.
const NoAddress = "data:,"

// dataHead is a data: URI up to the data.
func dataHead(mime string, plain bool) string {
	if plain {
		return "data:" + mime + ","
	}
	return "data:" + mime + ";base64,"
}

// uriComponent escapes as encodeURIComponent does, and ! ' ( ) * as well: they
// would end an url() without quotes.
func uriComponent(data []byte) string {
	const hex = "0123456789ABCDEF"
	b := make([]byte, 0, len(data)+len(data)/2)
	for _, c := range data {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '.', c == '~':
			b = append(b, c)
		default:
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}
