package emit

import (
	"path"
	"strings"
)

// Parts are the values of the placeholders of a file name template; hashes are in
// hex.
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
	Hashing     Hashing
}

// Name fills in a template such as "[name].[contenthash:8].js". Placeholders that
// do not exist are left as they are. The result uses slashes and stays inside
// the output folder: "../" at its front is dropped.
func Name(template string, p Parts) string {
	name := path.Clean(Fill(template, p))
	for strings.HasPrefix(name, "../") {
		name = name[3:]
	}
	return strings.TrimPrefix(name, "/")
}

// Fill fills in a template that is not the name of a file, such as a public path.
func Fill(template string, p Parts) string {
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
	return b.String()
}

func placeholder(whole string, p Parts) string {
	words := strings.Split(whole[1:len(whole)-1], ":")
	cut := func(hash string) string { return p.Hashing.cut(hash, words[1:]) }
	switch words[0] {
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
	case "fragment": // addresses get it, whatever the template
		return ""
	case "path":
		return p.Path
	case "file":
		return p.File
	case "base":
		return path.Base(p.File)
	}
	return whole
}
