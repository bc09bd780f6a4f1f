package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Schema returns the JSON Schema (draft 2020-12) of a document of
// federation.yaml, made from the table that the checker reads. Keys that are not
// built yet are in it and say so in their description; shapes that contain
// themselves are definitions.
func Schema() ([]byte, error) {
	root := objectSchema(rootFields)
	root = append(ordered{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", "federation.yaml of mfbundle"},
	}, root...)
	definitions := ordered{}
	for _, t := range sharedTables() {
		definitions = append(definitions, member{t.name, objectSchema(t.fields)})
	}
	root = append(root, member{"$defs", definitions})
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		return nil, fmt.Errorf("write the schema: %w", err)
	}
	return b.Bytes(), nil
}

// member and ordered are a JSON object that keeps its order: that of the table.
type member struct {
	key   string
	value any
}

type ordered []member

func (o ordered) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		key, err := json.Marshal(m.key)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func objectSchema(fields []field) ordered {
	properties := ordered{}
	var required []string
	for _, f := range fields {
		properties = append(properties, member{f.key, fieldSchema(f)})
		if f.required {
			required = append(required, f.key)
		}
	}
	s := ordered{{"type", "object"}, {"additionalProperties", false}, {"properties", properties}}
	if required != nil {
		s = append(s, member{"required", required})
	}
	return s
}

func fieldSchema(f field) ordered {
	s := ordered{{"description", f.describe()}}
	if f.shape != nil {
		s = append(s, f.shape.schema()...)
	}
	return s
}

// describe is the documentation of a key in one paragraph.
func (f field) describe() string {
	doc := f.doc
	if f.later {
		doc = "Not supported yet. " + doc
	}
	if f.moot != nil {
		doc = "Refused: " + f.moot.why + ". " + doc
	}
	doc += f.shape.explain()
	if f.def != "" {
		doc += " Default: " + f.def + "."
	}
	return doc
}

// explain says what the words of a shape mean, after a space.
func (s *shape) explain() string {
	text := ""
	if s != nil && !s.one {
		for _, w := range s.words {
			if w.doc != "" {
				text += fmt.Sprintf(" %s: %s.", w.text, w.doc)
			}
		}
	}
	return text
}

// schema returns one form, or anyOf several. Every scalar may also be a string
// with a variable, so a key that takes no string takes that pattern.
func (s *shape) schema() ordered {
	if s.any {
		return ordered{}
	}
	var forms []ordered
	if len(s.bools) == 2 {
		forms = append(forms, ordered{{"type", "boolean"}})
	} else if len(s.bools) == 1 {
		forms = append(forms, ordered{{"const", s.bools[0]}})
	}
	var words []string
	for _, w := range s.words {
		words = append(words, w.text)
	}
	if words != nil {
		forms = append(forms, ordered{{"enum", words}})
	}
	if s.text {
		form := ordered{{"type", "string"}}
		if s.asText {
			form = ordered{{"type", []string{"string", "number", "boolean"}}}
		} else if s.numberText {
			form = ordered{{"type", []string{"string", "number"}}}
		}
		forms = append(forms, form)
	} else if len(s.bools)+len(words) > 0 || s.number {
		forms = append(forms, ordered{{"type", "string"}, {"pattern", `\$\{`}})
	}
	if s.number {
		forms = append(forms, ordered{{"type", "integer"}, {"minimum", s.min}})
	}
	if s.items != nil {
		forms = append(forms, ordered{{"type", "array"}, {"items", s.items.schema()}})
	}
	if s.object != nil {
		o := ordered{{"$ref", "#/$defs/" + tableName(s.object)}}
		if tableName(s.object) == "" {
			o = objectSchema(s.object)
		}
		if s.one {
			o = append(o, member{"minProperties", 1}, member{"maxProperties", 1})
		}
		forms = append(forms, o)
	}
	if s.values != nil {
		o := ordered{{"type", "object"}, {"propertyNames", ordered{{"description", s.keys}}}, {"additionalProperties", s.values.schema()}}
		if s.known != nil {
			properties := ordered{}
			for _, f := range s.known {
				properties = append(properties, member{f.key, fieldSchema(f)})
			}
			o = append(o, member{"properties", properties})
		}
		forms = append(forms, o)
	}
	if len(forms) == 1 {
		return forms[0]
	}
	return ordered{{"anyOf", forms}}
}

// namedTable is a table of keys that is used in several places.
type namedTable struct {
	name   string
	fields []field
}

func sharedTables() []namedTable {
	return []namedTable{
		{"resolve", resolveFields}, {"federation", federationFields}, {"library", libraryFields},
		{"remote", remoteFields}, {"shared", sharedFields}, {"html", htmlFields}, {"rule", ruleFields}, {"condition", conditionFields},
	}
}

// tableName returns the name of a table that is used in several places.
func tableName(fields []field) string {
	for _, t := range sharedTables() {
		if len(fields) > 0 && &fields[0] == &t.fields[0] {
			return t.name
		}
	}
	return ""
}

// Reference returns the documentation of all keys as Markdown, made from the
// same table.
func Reference() string {
	var b strings.Builder
	b.WriteString("# Reference of federation.yaml\n\nGenerated from the table of keys in pkg/config. Keys marked *own* are not webpack's; keys marked *later* are not supported yet, and those marked *refused* are other tools' and can do nothing here.\n")
	section(&b, "The file", "", rootFields, map[string]bool{})
	return b.String()
}

// section writes one table and then those of the maps in it; a table that is
// used in several places is written at the first.
func section(b *strings.Builder, title, doc string, fields []field, done map[string]bool) {
	if done[title] {
		return
	}
	done[title] = true
	fmt.Fprintf(b, "\n## %s\n\n", title)
	if doc != "" {
		fmt.Fprintf(b, "%s\n\n", doc)
	}
	b.WriteString("| key | takes | default | what it does |\n|---|---|---|---|\n")
	for _, f := range fields {
		takes := ""
		if f.shape != nil {
			takes = f.shape.accepts()
		}
		doc := f.doc + f.shape.explain()
		if f.own {
			doc = "*own* " + doc
		}
		if f.later {
			doc = "*later* " + doc
		}
		if f.moot != nil {
			doc = "*refused* " + doc + " It can do nothing here: " + f.moot.why + "."
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", f.key, cellText(takes), cellText(f.def), cellText(doc))
	}
	for _, f := range fields {
		name := f.key
		if title != "The file" {
			name = title + "." + f.key
		}
		inner, suffix := f.shape.nested()
		if table := tableName(inner); inner == nil || table != "" && done["table "+table] {
			continue
		} else if table != "" {
			done["table "+table] = true
		}
		section(b, name+suffix, f.doc, inner, done)
	}
}

// nested finds the object that a shape leads to, through lists and open maps.
func (s *shape) nested() (fields []field, suffix string) {
	switch {
	case s == nil:
		return nil, ""
	case s.object != nil:
		return s.object, ""
	case s.values != nil:
		fields, suffix = s.values.nested()
		return fields, ".*" + suffix
	}
	return s.items.nested()
}

func cellText(s string) string { return strings.ReplaceAll(s, "|", "\\|") }
