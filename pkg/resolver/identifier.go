package resolver

import (
	"errors"
	"path"
	"strings"
)

// parseIdentifier splits an identifier into path, query (with "?") and fragment
// (with "#"). A "#" in first place belongs to the path, and "\0" escapes the
// character after it: "\0#" is a "#" that is part of a file name.
//
// It answers false for the empty string and for a dangling escape.
func parseIdentifier(s string) (request, query, fragment string, ok bool) {
	if s == "" {
		return "", "", "", false
	}
	if strings.IndexByte(s, 0) >= 0 {
		return parseEscaped(s)
	}
	scan := devicePrefix(s)
	q := indexFrom(s, '?', scan)
	h := indexFrom(s, '#', max(scan, 1))
	switch {
	case h < 0 && q < 0:
		return s, "", "", true
	case h < 0:
		return s[:q], s[q:], "", true
	case q < 0 || h < q:
		return s[:h], "", s[h:], true
	}
	return s[:q], s[q:h], s[h:], true
}

// devicePrefix is the length of a leading `\\?\` or `\\.\`, whose "?" is no query.
func devicePrefix(s string) int {
	if len(s) >= 4 && s[0] == '\\' && s[1] == '\\' && s[3] == '\\' && (s[2] == '?' || s[2] == '.') {
		return 4
	}
	return 0
}

func indexFrom(s string, c byte, from int) int {
	if from > len(s) {
		return -1
	}
	if i := strings.IndexByte(s[from:], c); i >= 0 {
		return from + i
	}
	return -1
}

func parseEscaped(s string) (request, query, fragment string, ok bool) {
	var part strings.Builder
	inQuery := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == 0:
			if i++; i == len(s) {
				return "", "", "", false
			}
			part.WriteByte(s[i])
		case c == '#' && i > 0:
			if inQuery {
				return request, part.String(), s[i:], true
			}
			return part.String(), "", s[i:], true
		case c == '?' && !inQuery:
			request, inQuery = part.String(), true
			part.Reset()
			part.WriteByte('?')
		default:
			part.WriteByte(c)
		}
	}
	if inQuery {
		return request, part.String(), "", true
	}
	return part.String(), "", "", true
}

// identifier is a request taken apart.
type identifier struct {
	request, query, fragment string
	module                   bool // a package request
	internal                 bool // begins with "#"
	directory                bool // ended with "/", which is removed
}

func parseRequest(s string) identifier {
	var id identifier
	var ok bool
	if id.request, id.query, id.fragment, ok = parseIdentifier(s); !ok || id.request == "" {
		return id
	}
	id.module = typeOf(id.request) == typeNormal
	// The type of the text as written: "\0#a" is a file, "#a" is an import.
	id.internal = typeOf(s) == typeInternal
	if strings.HasSuffix(id.request, "/") {
		id.directory = true
		id.request = id.request[:len(id.request)-1]
	}
	return id
}

// escapeHash writes "#" as "\0#", the form in which it survives being parsed.
func escapeHash(s string) string {
	if !strings.Contains(s, "#") {
		return s
	}
	return strings.ReplaceAll(s, "#", "\x00#")
}

func isFileURL(s string) bool {
	return len(s) > 5 && s[0]|0x20 == 'f' && strings.EqualFold(s[:5], "file:") && (s[5] == '/' || s[5] == '\\')
}

// fileURLToPath converts a file URL to the path it names, as Node does: query
// and fragment are dropped, percent escapes decoded, "." and ".." removed.
func fileURLToPath(s string) (string, error) {
	rest := strings.ReplaceAll(s[5:], "\\", "/")
	if i := strings.IndexAny(rest, "?#"); i >= 0 {
		rest = rest[:i]
	}
	if strings.HasPrefix(rest, "//") {
		host, tail := rest[2:], "/"
		if i := strings.IndexByte(host, '/'); i >= 0 {
			host, tail = host[:i], host[i:]
		}
		if host != "" && !strings.EqualFold(host, "localhost") {
			return "", errors.New("a file URL must have no host")
		}
		rest = tail
	}
	if strings.Contains(strings.ToLower(rest), "%2f") {
		return "", errors.New(`a file URL must not contain an encoded "/"`)
	}
	cleaned := path.Clean(rest)
	if strings.HasSuffix(rest, "/") && cleaned != "/" {
		cleaned += "/"
	}
	return decodePercent(cleaned), nil
}
