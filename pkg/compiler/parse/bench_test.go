package parse

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkAnalyze reads well-known files from MFBUNDLE_CORPUS, or from
// /tmp/bench/node_modules; without them, generated text.
func BenchmarkAnalyze(b *testing.B) {
	dir := os.Getenv("MFBUNDLE_CORPUS")
	if dir == "" {
		dir = "/tmp/bench/node_modules"
	}
	for _, name := range []string{
		"react-dom/cjs/react-dom-client.development.js", "react-dom/cjs/react-dom-client.production.js",
		"three/build/three.module.js", "three/build/three.core.min.js", "date-fns/format.js", "generated",
	} {
		src, err := os.ReadFile(filepath.Join(dir, name))
		if name == "generated" {
			src, err = generated(), nil
		}
		if err != nil {
			continue
		}
		b.Run(filepath.Base(name), func(b *testing.B) {
			d, err := CompileDefines(map[string]string{"process.env.NODE_ENV": `"production"`})
			if err != nil {
				b.Fatal(err)
			}
			opts := &Options{Defines: d, DeadCode: true}
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				if rec, _ := Analyze(name, src, opts); rec == nil || rec.Rung != "" {
					b.Fatal("not read")
				}
			}
		})
	}
}

// BenchmarkWalk measures the walk alone.
func BenchmarkWalk(b *testing.B) {
	src := generated()
	if s, err := os.ReadFile("/tmp/bench/node_modules/react-dom/cjs/react-dom-client.development.js"); err == nil {
		src = s
	}
	f := &file{path: "x.js", src: src, opts: &Options{}}
	text := f.buffer(src)
	list, goal, fault := parseAuto(text, GoalAuto)
	if fault != nil {
		b.Fatal(fault.message)
	}
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, fault := f.walk(text, list, goal, nil); fault != nil {
			b.Fatal(fault.message)
		}
	}
}

// generated returns a module of about 400 KB.
func generated() []byte {
	var b bytes.Buffer
	b.WriteString("import {a, b as c} from './x.js';\n")
	for b.Len() < 400<<10 {
		b.WriteString(`
/** Adds what is there. */
export function add@(left, {right = 1, ...rest}) {
	if (left === undefined) throw new TypeError("left is missing: " + left);
	const sum = [left, right].map((value, index) => value * index + c.factor(rest)).filter(Boolean);
	for (let i = 0; i < sum.length; i++) { sum[i] += a(left, i) ? sum[i - 1] : 0; }
	return { sum, left, right: sum.length > 2 ? right : left, toString() { return ` + "`${left} and ${right}`" + ` } };
}
const table@ = { name: "add", run: add@, size: 2 };
`)
	}
	parts := bytes.Split(b.Bytes(), []byte("@"))
	var out bytes.Buffer
	for i, p := range parts {
		out.Write(p)
		if i < len(parts)-1 {
			for n := i / 3; ; n /= 26 {
				out.WriteByte(byte('a' + n%26))
				if n < 26 {
					break
				}
			}
		}
	}
	return out.Bytes()
}
