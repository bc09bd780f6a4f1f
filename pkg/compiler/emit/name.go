package emit

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strconv"
	"strings"
)

// Hash is the hex hash of parts, one behind the other.
func Hash(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Parts are the values of the placeholders of a file name template.
type Parts struct {
	Name        string // [name]
	ID          string // [id]
	Hash        string // [hash], [fullhash]: of the build; of the file for assets
	ChunkHash   string // [chunkhash]
	ContentHash string // [contenthash]
	Ext         string // [ext], with the dot
	Query       string // [query]
	Path        string // [path], with a slash at the end
	File        string // [file], for source maps
	DigestLen   int    // length of a hash without :n
}

// Name fills in a template such as "[name].[contenthash:8].js". Placeholders that
// do not exist are left as they are. The result uses slashes and stays inside
// the output folder: "../" at its front is dropped.
func Name(template string, p Parts) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(template, '[')
		if i < 0 {
			break
		}
		j := strings.IndexByte(template[i:], ']')
		if j < 0 {
			break
		}
		b.WriteString(template[:i])
		whole := template[i : i+j+1]
		b.WriteString(placeholder(whole, p))
		template = template[i+j+1:]
	}
	b.WriteString(template)
	name := path.Clean(b.String())
	for strings.HasPrefix(name, "../") {
		name = name[3:]
	}
	return strings.TrimPrefix(name, "/")
}

func placeholder(whole string, p Parts) string {
	word, count, hasCount := strings.Cut(whole[1:len(whole)-1], ":")
	cut := func(s string) string {
		n := p.DigestLen
		if n == 0 {
			n = 20
		}
		if hasCount {
			if k, err := strconv.Atoi(count[strings.LastIndexByte(count, ':')+1:]); err == nil {
				n = k
			}
		}
		if n < len(s) {
			return s[:n]
		}
		return s
	}
	switch word {
	case "name":
		return p.Name
	case "id":
		return p.ID
	case "hash", "fullhash":
		return cut(p.Hash)
	case "chunkhash":
		return cut(p.ChunkHash)
	case "contenthash":
		return cut(p.ContentHash)
	case "ext":
		return p.Ext
	case "query":
		return p.Query
	case "path":
		return p.Path
	case "file":
		return p.File
	case "base":
		return path.Base(p.File)
	}
	return whole
}
