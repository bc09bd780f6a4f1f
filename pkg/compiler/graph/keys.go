package graph

import (
	"bytes"
	"encoding/json"
)

// Keys say what is read of a value: all of it, or what is below some keys.
type Keys struct {
	Whole bool
	Names map[string]*Keys
}

// prune leaves out of JSON what is not read. Only keys of objects go: the places
// in a list have a meaning.
func (k *Keys) prune(dst *bytes.Buffer, text []byte) {
	if k.Whole || len(text) == 0 || text[0] != '{' {
		dst.Write(text)
		return
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	_, _ = d.Token()
	dst.WriteByte('{')
	first := true
	for d.More() {
		name, _ := d.Token()
		var value json.RawMessage
		if d.Decode(&value) != nil {
			break // cannot be: the text was checked
		}
		key, _ := name.(string)
		below := k.Names[key]
		if below == nil {
			continue
		}
		if !first {
			dst.WriteByte(',')
		}
		first = false
		dst.WriteString(Quote(key))
		dst.WriteByte(':')
		below.prune(dst, value)
	}
	dst.WriteByte('}')
}
