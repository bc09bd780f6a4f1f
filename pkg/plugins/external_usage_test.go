package plugins

import (
	"strings"
	"testing"
)

func TestExternalUsage(t *testing.T) {
	const share = `{"schema_version": 1, "shares": [{"key": "ui", "used": ["A"], "unknown": [], "whole_namespace": []}]}`
	for name, c := range map[string]struct {
		files string // one a line
		want  string // names used of ui, "*" when that may be all
		bad   bool
	}{
		"a usage report":                 {share, "A", false},
		"two of them":                    {share + "\n" + strings.Replace(share, "A", "B", 1), "A B", false},
		"analyze":                        {`{"version": 1, "builds": [` + share + `, ` + strings.Replace(share, "A", "B", 1) + `]}`, "A B", false},
		"a namespace that escapes":       {strings.Replace(share, `[]}]`, `[{"reason": "namespace escapes"}]}]`, 1), "*", false},
		"an export that nobody knows":    {strings.Replace(share, `"unknown": []`, `"unknown": ["Z"]`, 1), "*", false},
		"unknown wins over known":        {share + "\n" + `{"treeShake": {"ui": {"__dynamic_commonjs__": true}}}`, "*", false},
		"true wins over false":           {`{"treeShake": {"ui": {"A": false}}}` + "\n" + `{"treeShake": {"ui": {"A": true, "B": false}}}`, "A", false},
		"what is no boolean":             {`{"treeShake": {"ui": {"A": true, "chunk_characteristics": {"has_runtime": true}, "preservedExports": ["P"]}}}`, "A P", false},
		"the short form":                 {`{"consume_shared_modules": {"ui": {"used_exports": ["A"], "unused_exports": ["B"], "possibly_unused_exports": []}}}`, "A", false},
		"the short form that is unsure":  {`{"consume_shared_modules": {"ui": {"used_exports": ["A"], "possibly_unused_exports": ["B"]}}}`, "*", false},
		"statistics of a manifest":       {`{"shared": [{"name": "ui", "usedExports": ["A"]}, {"name": "ui", "usedExports": ["B"], "usesNamespace": false}]}`, "A B", false},
		"statistics without usedExports": {`{"shared": [{"name": "ui"}]}`, "*", false},
		"another share":                  {strings.Replace(share, "ui", "kit", 1), "", false},
		"no JSON":                        {`shares`, "", true},
		"no report":                      {`{"name": "x"}`, "", true},
	} {
		u := newExternalUsage()
		var err error
		for _, text := range strings.Split(c.files, "\n") {
			if e := u.read("report.json", []byte(text)); e != nil {
				err = e
			}
		}
		if (err != nil) != c.bad {
			t.Errorf("%s: error %v", name, err)
		}
		names, whole := u.of("ui")
		got := strings.Join(names, " ")
		if whole != "" {
			got = "*"
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
