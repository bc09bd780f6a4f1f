package compiler_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/go-sourcemap/sourcemap"
)

// thrower is a project whose modules throw errors called MARK1, MARK2, ... The
// place of each in its source is what the map has to lead back to.
const thrower = `
-- federation.yaml --
target: node
devtool: source-map
jsx: {runtime: classic, factory: h}
-- src/index.tsx --
import { plain } from "./plain.js"
import dep from "dep"
import type { Props } from "./types"

interface Local<T> { value: T }

function h(tag: string | ((p: any) => unknown), props: object | null, ...children: unknown[]): unknown {
  return typeof tag === "function" ? tag({ ...props, children }) : { tag }
}

enum Kind { A = 1, B }

const wide = "ünï😀"; function afterWide(): never { const s = "😀😀"; throw new Error("MARK1" + s + wide) }

function Component({ title }: Props) {
  if (title as unknown as boolean) throw new Error("MARK2")
  return <b title={title}>{Kind.B}</b>
}

class Thing<T extends object> implements Local<T> {
  constructor(private readonly inner: T, public value = inner) {}
  method(): never { void this.inner; throw new Error("MARK3") }
}

const attempts: Array<() => unknown> = [
  afterWide,
  () => <div><Component title="x" /></div>,
  () => new Thing({}).method(),
  plain,
  () => dep.boom(),
]
async function main() {
  attempts.push((await import("./lazy")).lazy)
  for (const attempt of attempts) {
    try { attempt() } catch (e) { console.log((e as Error).stack) }
  }
}
main()
-- src/types.ts --
export interface Props { title: string }
-- src/plain.js --
const unused = 1
export const also = () => unused
/* a comment
   of two lines */ export function plain() {
	const inner = (x) => { if (x) throw new Error("MARK4") }; inner(1)
}
-- src/lazy.ts --
import { plain } from "./plain.js"
export function lazy(): void {
  let n: number = 1
  n satisfies number
  if (n > 0) { throw new Error("MARK6") }
  plain()
}
-- node_modules/dep/package.json --
{"name": "dep", "version": "1.0.0", "main": "lib.js"}
-- node_modules/dep/lib.js --
"use strict";
var helper = require("./helper");
exports.boom = function () { return helper.go(function () { throw new Error("MARK5"); }); };
-- node_modules/dep/helper.js --
exports.go = function (f) { return f(); };
`

var (
	stackError = regexp.MustCompile(`Error: MARK(\d)`)
	stackFrame = regexp.MustCompile(`\(?(/[^():]+):(\d+):(\d+)\)?$`)
)

// TestSourceMaps maps the stacks of errors back and compares with where the
// sources throw them.
func TestSourceMaps(t *testing.T) {
	node := needNode(t)
	a := parseArchive([]byte(thrower))
	for _, v := range []variant{
		{"development", "development", nil},
		{"production", "production", []string{"devtool=source-map"}},
		{"production-readable", "production", []string{"devtool=source-map", "optimization.minimize=false"}},
		{"none", "none", []string{"devtool=source-map"}},
	} {
		t.Run(v.name, func(t *testing.T) {
			dir := t.TempDir()
			for _, f := range a.files {
				writeFile(t, filepath.Join(dir, f.name), f.data)
			}
			b, diags, err := buildDir(dir, v.mode, 2, v.set...)
			if err != nil || b == nil || !b.OK() {
				t.Fatal(err, len(diags), func() (s string) {
					for i := range diags {
						s += line(&diags[i]) + "\n"
					}
					return s
				}())
			}
			out, err := exec.Command(node, "--stack-trace-limit=3", filepath.Join(dir, "dist/main.js")).CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			maps := make(map[string]*sourcemap.Consumer)
			seen := 0
			lines := strings.Split(string(out), "\n")
			for i, l := range lines {
				m := stackError.FindStringSubmatch(l)
				if m == nil || i+1 >= len(lines) {
					continue
				}
				seen++
				checkFrame(t, dir, maps, a, "MARK"+m[1], lines[i+1])
			}
			if seen != 6 {
				t.Errorf("%d errors were thrown, want 6:\n%s", seen, out)
			}
		})
	}
}

// checkFrame maps the first frame of the error called mark.
func checkFrame(t *testing.T, dir string, maps map[string]*sourcemap.Consumer, a *archive, mark, frame string) {
	m := stackFrame.FindStringSubmatch(frame)
	if m == nil {
		t.Errorf("%s: no place in %q", mark, frame)
		return
	}
	c := maps[m[1]]
	if c == nil {
		text, err := os.ReadFile(m[1] + ".map")
		if err == nil {
			c, err = sourcemap.Parse("", text)
		}
		if err != nil {
			t.Errorf("%s: %v", mark, err)
			return
		}
		maps[m[1]] = c
	}
	genLine, _ := strconv.Atoi(m[2])
	genColumn, _ := strconv.Atoi(m[3])
	source, _, gotLine, gotColumn, ok := c.Source(genLine, genColumn-1)
	if !ok {
		t.Errorf("%s: %s:%d:%d is not mapped", mark, filepath.Base(m[1]), genLine, genColumn)
		return
	}
	for _, f := range a.files {
		at := strings.Index(string(f.data), `new Error("`+mark)
		if at < 0 {
			continue
		}
		before := string(f.data[:at])
		wantLine := strings.Count(before, "\n") + 1
		wantColumn := len(utf16.Encode([]rune(before[strings.LastIndexByte(before, '\n')+1:])))
		// A minifier writes Error(...) for new Error(...): the name is the place then.
		if !strings.HasSuffix(source, f.name) || gotLine != wantLine || gotColumn != wantColumn && gotColumn != wantColumn+len("new ") {
			t.Errorf("%s: leads to %s:%d:%d, want %s:%d:%d", mark, source, gotLine, gotColumn, f.name, wantLine, wantColumn)
		}
		if content := c.SourceContent(source); content != string(f.data) {
			t.Errorf("%s: the content of %s is %q", mark, source, content)
		}
	}
}

// TestInputMaps: a file that was generated and is compiled once more leads to what
// it was made of, by a map in the file or beside it.
func TestInputMaps(t *testing.T) {
	node := needNode(t)
	a := parseArchive([]byte(`
-- federation.yaml --
target: node
devtool: source-map
jsx: {runtime: classic, factory: h}
-- src/index.js --
import { inFile } from "./in-file.jsx"
import { beside } from "./beside.ts"
for (const f of [inFile, beside]) try { f() } catch (e) { console.log(e.stack) }
-- src/in-file.source.tsx --
interface Long { text: string }
const h = (...all: unknown[]) => all
/* removed */ export function inFile(): never { const made: unknown = <b>{"x" as string}</b>; if (made) throw new Error("MARK1"); throw 0 }
-- src/beside.source.ts --
type Unused = { a: number }
enum Kind { A, B }


export const beside = (): void => { if (Kind.B as number) { throw new Error("MARK2") } }
`))
	dir := t.TempDir()
	for _, f := range a.files {
		writeFile(t, filepath.Join(dir, f.name), f.data)
	}
	generate := func(from, to string, loader api.Loader, how api.SourceMap) {
		text, _ := os.ReadFile(filepath.Join(dir, from))
		r := api.Transform(string(text), api.TransformOptions{Loader: loader, JSX: api.JSXPreserve, Sourcemap: how, Sourcefile: filepath.Base(from)})
		if len(r.Errors) > 0 {
			t.Fatal(r.Errors)
		}
		if how == api.SourceMapExternal {
			r.Code = append(r.Code, "//# sourceMappingURL=beside.map\n"...)
			writeFile(t, filepath.Join(dir, "src/beside.map"), r.Map)
		}
		writeFile(t, filepath.Join(dir, to), r.Code)
	}
	generate("src/in-file.source.tsx", "src/in-file.jsx", api.LoaderTSX, api.SourceMapInline)
	generate("src/beside.source.ts", "src/beside.ts", api.LoaderTS, api.SourceMapExternal)
	for _, mode := range []string{"development", "production"} {
		b, diags, err := buildDir(dir, mode, 2, "devtool=source-map")
		if err != nil || !b.OK() || len(diags) > 0 {
			t.Fatal(err, diags)
		}
		out, err := exec.Command(node, filepath.Join(dir, "dist/main.js")).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		maps := make(map[string]*sourcemap.Consumer)
		lines := strings.Split(string(out), "\n")
		seen := 0
		for i, l := range lines {
			if m := stackError.FindStringSubmatch(l); m != nil && i+1 < len(lines) {
				seen++
				checkFrame(t, dir, maps, a, "MARK"+m[1], lines[i+1])
			}
		}
		if seen != 2 {
			t.Errorf("%s: %d errors were thrown, want 2:\n%s", mode, seen, out)
		}
	}
}
