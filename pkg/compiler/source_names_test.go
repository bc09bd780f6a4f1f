package compiler

import (
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/config"
)

func TestSourceNames(t *testing.T) {
	sources := []string{"src/a.js", "src/b.vue?type=script", "../up/c.js", "webpack://lib/d.js", "src/a.css"}
	for _, tt := range []struct {
		name                          string
		template, fallback, namespace string
		want                          string
	}{
		{"a namespace by itself", "", "", "shop-[name]",
			"webpack://shop-main/./src/a.js webpack://shop-main/./src/b.vue webpack://shop-main/../up/c.js webpack://lib/d.js webpack://shop-main/./src/a.css"},
		{"the namespace is the unique name", "[namespace]:[resource]", "", "", "u:./src/a.js u:./src/b.vue?type=script u:../up/c.js webpack://lib/d.js u:./src/a.css"},
		{"absolute paths", "file://[absolute-resource-path][query]", "", "", "file:///p/src/a.js file:///p/src/b.vue?type=script file:///up/c.js webpack://lib/d.js file:///p/src/a.css"},
		{"names that are taken", "same", "[hash]", "", "same 8583 49de webpack://lib/d.js c2cc"},
		{"the fallback is taken as well", "same", "other", "", "same other other* webpack://lib/d.js other**"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := &Compiler{Config: &config.Config{Context: "/p", Output: config.Output{
				UniqueName: "u", DevtoolModuleFilenameTemplate: tt.template, DevtoolFallbackModuleFilenameTemplate: tt.fallback, DevtoolNamespace: tt.namespace,
			}}}
			name := c.sourceNames("main")
			var got []string
			for _, s := range sources {
				got = append(got, name(s))
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("got  %s\nwant %s", s, tt.want)
			}
		})
	}
	if (&Compiler{Config: &config.Config{}}).sourceNames("main") != nil {
		t.Error("without options sources keep their names")
	}
}
