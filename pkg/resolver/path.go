package resolver

import (
	"path"
	"strings"
)

// pathType classifies a request by its first characters only.
type pathType uint8

const (
	typeEmpty    pathType = iota
	typeNormal            // "react", "@scope/x", ".hidden"
	typeRelative          // ".", "..", "./x", "../x"
	typeWindows           // "C:\x", "\\server\share"
	typePosix             // "/x"
	typeInternal          // "#x"
)

func typeOf(s string) pathType {
	if s == "" {
		return typeEmpty
	}
	switch s[0] {
	case '/':
		return typePosix
	case '#':
		return typeInternal
	case '.':
		if isRelative(s) {
			return typeRelative
		}
		return typeNormal
	case '\\':
		if len(s) > 1 && s[1] == '\\' {
			return typeWindows
		}
		return typeNormal
	}
	if len(s) > 1 && s[1] == ':' && isLetter(s[0]) && (len(s) == 2 || s[2] == '\\' || s[2] == '/') {
		return typeWindows
	}
	return typeNormal
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// isRelative reports whether s is ".", ".." or begins with "./" or "../".
func isRelative(s string) bool {
	if s == "" || s[0] != '.' {
		return false
	}
	if len(s) == 1 || s[1] == '/' {
		return true
	}
	return s[1] == '.' && (len(s) == 2 || s[2] == '/')
}

// normalize is Node's path.posix.normalize: like path.Clean, but it keeps a
// trailing slash, which tells directory targets from file targets.
func normalize(s string) string {
	if isClean(s) {
		return s
	}
	cleaned := path.Clean(s)
	if strings.HasSuffix(s, "/") && cleaned != "/" {
		cleaned += "/"
	}
	return cleaned
}

// isClean reports whether normalize would return s itself.
func isClean(s string) bool {
	if s == "" || s[0] == '.' {
		return false
	}
	for i := 1; i < len(s); i++ {
		if s[i-1] == '/' && (s[i] == '/' || (s[i] == '.' && dotSegment(s[i:]))) {
			return false
		}
	}
	return true
}

// dotSegment reports whether s, which begins with a dot, has "." or ".." as its
// first segment.
func dotSegment(s string) bool {
	if len(s) == 1 || s[1] == '/' {
		return true
	}
	return s[1] == '.' && (len(s) == 2 || s[2] == '/')
}

// join is enhanced-resolve's join: an absolute request replaces the root, and
// the result keeps no leading "./" ("./lib" and "./x" give "lib/x"; the browser
// maps rely on that).
func join(root, request string) string {
	if request == "" {
		if typeOf(root) == typeRelative {
			return relativeForm(normalize(root))
		}
		return normalize(root)
	}
	switch typeOf(request) {
	case typePosix:
		return normalize(request)
	case typeWindows:
		return request
	}
	if joined, ok := quickJoin(root, request); ok {
		return joined
	}
	return normalize(root + "/" + request)
}

// quickJoin joins the usual: an absolute root and a few "./" or "../" before a
// clean rest, with one allocation. The root must be clean, which directories are
// here.
func quickJoin(root, request string) (string, bool) {
	if len(root) < 2 || root[0] != '/' || root[len(root)-1] == '/' || !isRelative(request) {
		return "", false
	}
	for {
		switch {
		case strings.HasPrefix(request, "./"):
			request = request[2:]
			continue
		case strings.HasPrefix(request, "../"):
			request = request[3:]
			root = parentDir(root)
			if len(root) < 2 {
				return "", false
			}
			continue
		case request == ".":
			return root, true
		}
		break
	}
	if request == "" || request[0] == '/' || !isClean(request) {
		return "", false
	}
	return root + "/" + request, true
}

// relativeForm puts back the "./" that normalize removed from a relative path.
func relativeForm(s string) string {
	if isRelative(s) {
		return s
	}
	return "./" + s
}

// trimSlash removes trailing slashes, except from the root.
func trimSlash(s string) string {
	for len(s) > 1 && s[len(s)-1] == '/' {
		s = s[:len(s)-1]
	}
	return s
}

// parentDir returns the directory above p, or "" when p is a root.
func parentDir(p string) string {
	if len(p) <= 1 {
		return ""
	}
	switch i := strings.LastIndexByte(p, '/'); i {
	case -1:
		return ""
	case 0:
		return "/"
	default:
		return p[:i]
	}
}

// splitPath splits an absolute path into its directory and last segment.
func splitPath(p string) (dir, base string) {
	i := strings.LastIndexByte(p, '/')
	switch {
	case i < 0:
		return "", p
	case i == 0:
		return "/", p[1:]
	}
	return p[:i], p[i+1:]
}

// isInside reports whether child is parent or lies under it.
func isInside(parent, child string) bool {
	end := len(parent)
	for end > 0 && parent[end-1] == '/' {
		end--
	}
	if !strings.HasPrefix(child, parent[:end]) {
		return false
	}
	return len(child) == end || child[end] == '/'
}

// invalidSegment reports whether a target holds a segment that may not be there:
// ".", ".." or "node_modules", also when percent-encoded. Empty segments count
// only where the caller says so: Node tolerates them in exports.
func invalidSegment(s string, empty bool) bool {
	for start := 0; start <= len(s); {
		end := start
		for end < len(s) && s[end] != '/' && s[end] != '\\' {
			end++
		}
		switch segment := decodePercent(s[start:end]); {
		case segment == "":
			if empty {
				return true
			}
		case segment == "." || segment == ".." || strings.EqualFold(segment, "node_modules"):
			return true
		}
		start = end + 1
	}
	return false
}

// decodePercent decodes %XX and leaves anything malformed as it is.
func decodePercent(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			hi, lo := unhex(s[i+1]), unhex(s[i+2])
			if hi >= 0 && lo >= 0 {
				b.WriteByte(byte(hi<<4 | lo))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
