package resolver

import (
	"fmt"
	"strings"
)

// A mapping is a compiled exports or imports field. Its keys and what they map to:
//
//	"./a": "./a.js"                          a target
//	"./b": {"import": "./b.mjs", "default": "./b.js"}   conditions, first that holds
//	"./c": ["./c.js", "./c2.js"]             first of a valid form
//	"./d/*": "./dist/*.js"                   the star stands for any text, with slashes
//	"./e/": "./lib/"                         a folder (Node has dropped these, webpack has not)
//	"./f": null                              forbidden, though a pattern would match
//
// Source: PACKAGE_EXPORTS_RESOLVE and PACKAGE_IMPORTS_RESOLVE in Node's
// documentation of ES modules.
type mapping struct {
	exports  bool
	keys     []mappingKey
	exact    map[string]*jsonValue
	patterns []int  // of keys with one "*" or a trailing "/"
	problem  string // the field is malformed: every request fails with this
}

type mappingKey struct {
	key            string
	prefix, suffix string // around the "*"
	star           bool
	folder         bool // ends with "/"
	target         *jsonValue
}

func newMapping(field jsonValue, exports bool) *mapping {
	m := &mapping{exports: exports}
	if exports {
		field, m.problem = wrapExports(field)
		if m.problem != "" {
			return m
		}
	}
	m.exact = make(map[string]*jsonValue, len(field.keys))
	for i, key := range field.keys {
		target := &field.list[i]
		k := mappingKey{key: key, target: target, folder: strings.HasSuffix(key, "/")}
		k.prefix, k.suffix, k.star = strings.Cut(key, "*")
		m.exact[key] = target
		m.keys = append(m.keys, k)
		if (k.star && !strings.Contains(k.suffix, "*")) || (!k.star && k.folder) {
			m.patterns = append(m.patterns, i)
		}
	}
	return m
}

// wrapExports turns the short forms, where the field is the target of ".", into
// the long form, and checks the keys of the long form.
func wrapExports(field jsonValue) (jsonValue, string) {
	if field.kind != jsonObject {
		return jsonValue{kind: jsonObject, keys: []string{"."}, list: []jsonValue{field}}, ""
	}
	for i, key := range field.keys {
		if !strings.HasPrefix(key, ".") {
			if i > 0 {
				return field, fmt.Sprintf(`keys of the exports field must start with "." (key %q)`, key)
			}
			for _, key := range field.keys {
				if strings.HasPrefix(key, ".") || strings.HasPrefix(key, "/") {
					return field, fmt.Sprintf("the exports field mixes conditions with subpaths (key %q)", key)
				}
			}
			return jsonValue{kind: jsonObject, keys: []string{"."}, list: []jsonValue{field}}, ""
		}
		if len(key) > 1 && key[1] != '/' {
			return field, fmt.Sprintf(`keys of the exports field must start with "./" (key %q)`, key)
		}
	}
	return field, ""
}

// available returns the keys in source order.
func (m *mapping) available() []string {
	keys := make([]string, len(m.keys))
	for i := range m.keys {
		keys[i] = m.keys[i].key
	}
	return keys
}

// targets returns the targets for a request (".", "./x", "#x") in order, with the
// key that was used. No targets and no problem: the request is not listed, or is
// listed as null, or under conditions that do not hold.
func (m *mapping) targets(request string, conditions map[string]bool) (targets []string, key, problem string) {
	if m.problem != "" {
		return nil, "", m.problem
	}
	if request, problem = m.check(request); problem != "" {
		return nil, "", problem
	}
	found, rest, folder, star := m.match(request)
	if found == nil {
		return nil, "", ""
	}
	target := found.target
	if target.kind == jsonObject {
		if target = chooseCondition(target, conditions); target == nil {
			return nil, found.key, ""
		}
	}
	e := expansion{rest: rest, folder: folder, star: star, conditions: conditions}
	e.expand(target)
	return e.out, found.key, e.problem
}

// check refuses requests that a field cannot answer and brings "./" to the form
// that keys have.
func (m *mapping) check(request string) (string, string) {
	if m.exports {
		switch {
		case request == ".":
			return request, ""
		case !strings.HasPrefix(request, "."):
			return "", `a request into a package with an exports field must start with "."`
		case !strings.HasPrefix(request, "./"):
			return "", `a request into a package with an exports field must start with "./"`
		case strings.HasSuffix(request, "/"):
			return "", fmt.Sprintf("%q asks for a directory, but an exports field lists files only", request)
		}
		return request, ""
	}
	switch {
	case request == "#":
		return "", `"#" alone is not an import`
	case strings.HasSuffix(request, "/"):
		return "", fmt.Sprintf("%q asks for a directory, but an imports field lists files only", request)
	}
	return request, ""
}

// match finds the entry for a request: the key itself, or else the pattern with
// the longest text before its "*" (Node's PATTERN_KEY_COMPARE). rest is what the
// star, or the part after a trailing slash, stands for.
func (m *mapping) match(request string) (found *mappingKey, rest string, folder, star bool) {
	if !strings.Contains(request, "*") && !strings.HasSuffix(request, "/") {
		if target, ok := m.exact[request]; ok {
			return &mappingKey{key: request, target: target}, "", false, false
		}
	}
	// A key that is a pattern is also in m.exact, but a request with a star in it
	// is text to match, not a name to look up.
	for _, i := range m.patterns {
		k := &m.keys[i]
		if !strings.HasPrefix(request, k.prefix) {
			continue
		}
		if k.star && (len(request) < len(k.key) || !strings.HasSuffix(request, k.suffix)) {
			continue
		}
		if found != nil && !found.lessSpecific(k) {
			continue
		}
		found = k
		rest = request[len(k.prefix) : len(request)-len(k.suffix)]
	}
	if found == nil {
		return nil, "", false, false
	}
	return found, rest, found.folder, found.star
}

// lessSpecific reports whether o is to be preferred to k.
func (k *mappingKey) lessSpecific(o *mappingKey) bool {
	base := func(k *mappingKey) int {
		if k.star {
			return len(k.prefix) + 1
		}
		return len(k.key)
	}
	switch kb, ob := base(k), base(o); {
	case kb != ob:
		return kb < ob
	case !k.star:
		return true
	case !o.star:
		return false
	}
	return len(k.key) < len(o.key)
}

// chooseCondition walks nested conditions in source order. A condition that holds
// but has nothing inside that holds is passed by; null ends the search.
func chooseCondition(v *jsonValue, conditions map[string]bool) *jsonValue {
	target, _ := walkConditions(v, conditions)
	if target == nil || target.kind == jsonNull {
		return nil
	}
	return target
}

// walkConditions also tells whether anything held, since null is an answer too.
func walkConditions(v *jsonValue, conditions map[string]bool) (*jsonValue, bool) {
	for i, key := range v.keys {
		if key != "default" && !conditions[key] {
			continue
		}
		inner := &v.list[i]
		if inner.kind != jsonObject {
			return inner, true
		}
		if target, ok := walkConditions(inner, conditions); ok {
			return target, true
		}
	}
	return nil, false
}

// An expansion collects the targets of one match.
type expansion struct {
	rest         string
	folder, star bool
	conditions   map[string]bool
	out          []string
	problem      string
}

// expand adds the targets of a value: none for null and for what makes no sense.
func (e *expansion) expand(v *jsonValue) {
	switch v.kind {
	case jsonString:
		e.add(v.text)
	case jsonArray:
		for i := range v.list {
			element := &v.list[i]
			if element.kind == jsonObject {
				element = chooseCondition(element, e.conditions)
			}
			// A list inside a list means nothing, but one under a condition does.
			if element != nil && (element.kind == jsonString || v.list[i].kind == jsonObject) {
				e.expand(element)
			}
		}
	}
}

// add fills in one target. Whether it names a file or a folder must agree with the
// key, which is checked before the rest of the request is appended.
func (e *expansion) add(target string) {
	path, _, _, ok := parseIdentifier(target)
	if ok && strings.HasSuffix(path, "/") != e.folder && e.problem == "" {
		if e.folder {
			e.problem = fmt.Sprintf(`a folder must map to a folder: %q must end with "/"`, target)
		} else {
			e.problem = fmt.Sprintf(`a file must map to a file: %q must not end with "/"`, target)
		}
	}
	switch {
	case e.folder:
		target += e.rest
	case e.star:
		target = strings.ReplaceAll(target, "*", e.rest)
	}
	e.out = append(e.out, target)
}

// misplacedSubpaths explains a frequent mistake: subpaths written inside a
// condition, where they are taken for names of conditions.
func (m *mapping) misplacedSubpaths() string {
	mark := byte('#')
	if m.exports {
		mark = '.'
	}
	for i := range m.keys {
		if at, key := findSubpath(m.keys[i].target, m.keys[i].key, mark); key != "" {
			return fmt.Sprintf("%q is inside the condition %q, where subpaths have no effect: put conditions inside subpaths", key, at)
		}
	}
	return ""
}

func findSubpath(v *jsonValue, at string, mark byte) (condition, key string) {
	for i := range v.list {
		name := at
		if v.kind == jsonObject {
			if name = v.keys[i]; name != "" && name[0] == mark {
				return at, name
			}
		}
		if condition, key = findSubpath(&v.list[i], name, mark); key != "" {
			return condition, key
		}
	}
	return "", ""
}
