package scan

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/tailscale/hujson"
	"go.yaml.in/yaml/v3"
)

// jsonOf turns text in one of the languages of parser.json.parse into JSON.
func jsonOf(text []byte, language string) ([]byte, error) {
	switch language {
	case "jsonc":
		return hujson.Standardize(text)
	case "yaml":
		var doc yaml.Node
		if err := yaml.Unmarshal(text, &doc); err != nil {
			return nil, errors.New(strings.TrimPrefix(err.Error(), "yaml: "))
		}
		if len(doc.Content) == 0 {
			return []byte("null"), nil
		}
		var all any
		if err := doc.Decode(&all); err != nil { // which also ends what contains itself
			return nil, errors.New(strings.TrimPrefix(err.Error(), "yaml: "))
		}
		return yamlValue(nil, doc.Content[0])
	}
	return text, nil
}

// yamlValue appends a node as JSON, with keys in the order of the file.
func yamlValue(dst []byte, n *yaml.Node) ([]byte, error) {
	var err error
	switch n.Kind {
	case yaml.AliasNode:
		return yamlValue(dst, n.Alias)
	case yaml.SequenceNode:
		dst = append(dst, '[')
		for i, item := range n.Content {
			if i > 0 {
				dst = append(dst, ',')
			}
			if dst, err = yamlValue(dst, item); err != nil {
				return nil, err
			}
		}
		return append(dst, ']'), nil
	case yaml.MappingNode:
		if hasMerge(n) { // the library knows how to put them together
			break
		}
		dst = append(dst, '{')
		for i := 0; i+1 < len(n.Content); i += 2 {
			if i > 0 {
				dst = append(dst, ',')
			}
			key, _ := json.Marshal(n.Content[i].Value)
			if dst, err = yamlValue(append(append(dst, key...), ':'), n.Content[i+1]); err != nil {
				return nil, err
			}
		}
		return append(dst, '}'), nil
	}
	var v any
	if err := n.Decode(&v); err != nil {
		return nil, errors.New(strings.TrimPrefix(err.Error(), "yaml: "))
	}
	text, err := json.Marshal(v)
	return append(dst, text...), err
}

func hasMerge(n *yaml.Node) bool {
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].Tag == "!!merge" {
			return true
		}
	}
	return false
}
