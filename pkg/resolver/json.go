package resolver

import (
	"fmt"
	"strings"
)

// Conditions of an exports field are tried in the order they are written, which
// a Go map loses. So this file reads JSON into an ordered tree; it is strict, and
// says at which byte the text stops being JSON.

type jsonKind uint8

const (
	jsonAbsent jsonKind = iota
	jsonNull
	jsonFalse
	jsonTrue
	jsonNumber
	jsonString
	jsonArray
	jsonObject
)

// jsonValue is one parsed value. keys is used by objects only, in source order;
// a repeated key keeps its first place and takes its last value, as in JavaScript.
type jsonValue struct {
	kind jsonKind
	text string // the string, or the number as written
	keys []string
	list []jsonValue
}

// get returns a member of an object, or an absent value.
func (v *jsonValue) get(key string) *jsonValue {
	if v.kind == jsonObject {
		for i, k := range v.keys {
			if k == key {
				return &v.list[i]
			}
		}
	}
	return &jsonValue{}
}

// truthy is JavaScript's idea of it.
func (v *jsonValue) truthy() bool {
	switch v.kind {
	case jsonAbsent, jsonNull, jsonFalse:
		return false
	case jsonString:
		return v.text != ""
	case jsonNumber:
		return strings.Trim(v.text, "-0.") != ""
	}
	return true
}

// strings returns a list of strings, taking a single string for a list of one.
func (v *jsonValue) strings() []string {
	switch v.kind {
	case jsonString:
		return []string{v.text}
	case jsonArray:
		out := make([]string, 0, len(v.list))
		for i := range v.list {
			if v.list[i].kind == jsonString {
				out = append(out, v.list[i].text)
			}
		}
		return out
	}
	return nil
}

// jsonError says where (a byte offset) and why a text is not JSON.
type jsonError struct {
	offset  int
	message string
}

func (e *jsonError) Error() string { return fmt.Sprintf("%s at byte %d", e.message, e.offset) }
