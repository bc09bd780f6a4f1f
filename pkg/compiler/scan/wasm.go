package scan

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/parse"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// buildWasm makes two modules of a WebAssembly file, as buildCSS does of a CSS
// module: the file as an asset, and an ES module that imports what the file
// asks for, awaits its instance and exports its exports by name.
func (w *worker) buildWasm(r *result, m *graph.Module, j *job) {
	name := strings.TrimPrefix(m.Name, "./")
	face, err := readWasm(j.data)
	if err != nil {
		m.Body = graph.Ignored{}
		r.diags = append(r.diags, diag.Diagnostic{
			Code: "wasm-syntax", Message: "Not a WebAssembly module: " + err.Error(), At: diag.Location{File: name}, Module: m.Name,
			Help: "build the file again as a binary module, or add ?url to the request to get its address",
		})
		return
	}
	text := face.script()
	if j.file.source {
		text = []byte("import file from \"file\";\nexport default await __webpack_wasm_source__(file);\n")
	}
	rec, diags := parse.Analyze(name, text, &parse.Options{Goal: parse.GoalModule})
	if rec == nil {
		r.diags = append(r.diags, diags...)
		m.Body = graph.Ignored{}
		return
	}
	rec.Flags |= graph.HasESM
	src := &graph.Source{Record: rec, Original: text, File: name}
	src.Input = newInput(name, text, rec)
	m.Body = src
	// The runtime puts the public path in front: Node reads beside its own file.
	filename, beside := w.in.Config.Output.WebAssemblyModuleFilename, ""
	file := newAsset("asset/resource", j.file, j.data, &config.TypeOptions{Filename: &filename, PublicPath: &beside})
	file.WebAssembly = true
	r.inner = append(r.inner, &graph.Module{Name: "file " + strings.TrimPrefix(m.Name, "source "), Path: m.Path, Body: file, Package: m.Package, Layer: m.Layer})
	m.Deps = make([]graph.Dep, len(rec.Imports))
	for i := range rec.Imports {
		m.Deps[i] = graph.Dep{Kind: graph.DepImport, Specifier: rec.Imports[i].Specifier, Target: graph.NoModule}
	}
	m.Deps[0].Inner = len(r.inner)
}

// noSource says that only WebAssembly modules have a source.
func noSource(name string, at diag.Location) diag.Diagnostic {
	return diag.Diagnostic{
		Code: "import-phase", Message: fmt.Sprintf("The source of %q is asked for, and only a WebAssembly module has one", name), At: at,
		Help: "import what the module exports: leave out the word source",
	}
}

// wasmFace is what a WebAssembly module shows: pairs of module and name, in the
// order of the file, and names.
type wasmFace struct {
	imports [][2]string
	exports []string
}

// script writes the ES module; its first import is the file.
func (f *wasmFace) script() []byte {
	var b, object bytes.Buffer
	b.WriteString("import file from \"file\";\n")
	seen := make(map[[2]string]bool)
	var modules []string
	members := make(map[string][]string)
	for _, i := range f.imports {
		if seen[i] {
			continue
		}
		seen[i] = true
		local := "i" + strconv.Itoa(len(seen))
		b.WriteString("import {" + ascii(i[1]) + " as " + local + "} from " + ascii(i[0]) + ";\n")
		if members[i[0]] == nil {
			modules = append(modules, i[0])
		}
		members[i[0]] = append(members[i[0]], "["+ascii(i[1])+"]: "+local)
	}
	for _, m := range modules {
		object.WriteString("[" + ascii(m) + "]: {" + strings.Join(members[m], ", ") + "}, ")
	}
	b.WriteString("const all = await __webpack_wasm__(file, {" + object.String() + "});\n")
	for i, e := range f.exports {
		local := "e" + strconv.Itoa(i)
		b.WriteString("const " + local + " = all[" + ascii(e) + "];\nexport {" + local + " as " + ascii(e) + "};\n")
	}
	if len(f.exports) == 0 {
		b.WriteString("export {};\n")
	}
	return b.Bytes()
}

// readWasm reads the sections of imports and exports and skips all others; the
// engine checks the rest.
func readWasm(data []byte) (*wasmFace, error) {
	rest, ok := bytes.CutPrefix(data, []byte("\x00asm"))
	if !ok {
		return nil, errors.New("it does not begin with \\0asm")
	}
	if rest, ok = bytes.CutPrefix(rest, []byte{1, 0, 0, 0}); !ok {
		return nil, errors.New("its version is not 1")
	}
	face := &wasmFace{}
	all := wasmReader{data: rest}
	for len(all.data) > 0 && !all.bad {
		id := all.byte()
		section := wasmReader{data: all.bytes()}
		switch id {
		case 2:
			for n := section.number(); n > 0 && !section.bad; n-- {
				module := section.name()
				face.imports = append(face.imports, [2]string{module, section.name()})
				section.skipType()
			}
		case 7:
			for n := section.number(); n > 0 && !section.bad; n-- {
				face.exports = append(face.exports, section.name())
				section.byte() // kind
				section.number()
			}
		}
		all.bad = all.bad || section.bad
	}
	if all.bad {
		return nil, errors.New("a section is cut off or malformed")
	}
	return face, nil
}

// wasmReader reads from the front of data. After a failure it is bad and
// everything it reads is zero.
type wasmReader struct {
	data []byte
	bad  bool
}

func (r *wasmReader) byte() byte {
	if len(r.data) == 0 {
		r.bad = true
		return 0
	}
	b := r.data[0]
	r.data = r.data[1:]
	return b
}

// number reads LEB128 of up to 64 bits.
func (r *wasmReader) number() uint64 {
	var n uint64
	for shift := 0; shift < 70; shift += 7 {
		b := r.byte()
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
	r.bad = true
	return 0
}

func (r *wasmReader) bytes() []byte {
	n := r.number()
	if r.bad || n > uint64(len(r.data)) {
		r.bad = true
		return nil
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *wasmReader) name() string {
	b := r.bytes()
	r.bad = r.bad || !utf8.Valid(b)
	return string(b)
}

// skipType skips what an import is: a function, table, memory, global or tag.
func (r *wasmReader) skipType() {
	switch r.byte() {
	case 0:
		r.number()
	case 1:
		r.skipValueType()
		r.skipLimits()
	case 2:
		r.skipLimits()
	case 3:
		r.skipValueType()
		r.byte() // whether it changes
	case 4:
		r.byte()
		r.number()
	default:
		r.bad = true
	}
}

func (r *wasmReader) skipValueType() {
	if b := r.byte(); b == 0x63 || b == 0x64 { // a reference to a type that follows
		r.number()
	}
}

func (r *wasmReader) skipLimits() {
	flags := r.byte()
	r.number()
	if flags&1 != 0 {
		r.number()
	}
	if flags&8 != 0 { // size of pages
		r.number()
	}
}
