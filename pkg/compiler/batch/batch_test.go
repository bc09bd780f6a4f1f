package batch

import (
	"strconv"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

func TestTransform(t *testing.T) {
	path := func(i int) string { return "/" + strconv.Itoa(i) + ".tsx" }
	run := func(o api.TransformOptions, texts ...string) ([]Output, bool) {
		return Transform(len(texts), "file", path, func(i int) string { return texts[i] }, o)
	}
	o := api.TransformOptions{Loader: api.LoaderTSX, Sourcemap: api.SourceMapExternal, MinifyWhitespace: true, TsconfigRaw: "{}"}
	texts := []string{"let a: number = 1; import 'none'", "export const b = <i/>", "x = process.env.NODE_ENV", ""}
	out, clean := run(o, texts...)
	if !clean || len(out) != len(texts) {
		t.Fatal(len(out), clean)
	}
	for i, text := range texts {
		if alone := api.Transform(text, o); string(out[i].Code) != string(alone.Code) || !strings.Contains(string(out[i].Map), `"mappings"`) {
			t.Errorf("%q became %q, alone %q, with the map %s", text, out[i].Code, alone.Code, out[i].Map)
		}
	}
	if out, clean := run(o, "let a", "let ="); out != nil || clean {
		t.Error("an error was not told")
	}
	if out, clean := run(api.TransformOptions{Loader: api.LoaderJS}, "x = typeof y == 'nul'"); len(out) != 1 || clean {
		t.Error("a warning was not told")
	}
}
