package compiler_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestRandom builds random graphs of modules and compares what they log with
// what Node logs when it runs the sources themselves. What production builds keep
// has to be needed by something that stays, and nothing that the generator planted
// out of reach may be in the output.
//
// MFBUNDLE_SEEDS=from:to runs other seeds than those of the suite.
func TestRandom(t *testing.T) { compareRandom(t, 48, 1) }

// TestRandomEntries does so with entries that have runtimes of their own: each has
// in its files what it uses, and what both load what any of them does.
func TestRandomEntries(t *testing.T) { compareRandom(t, 24, 3) }

func compareRandom(t *testing.T, seeds, entries int) {
	node := needNode(t)
	from, to := 0, seeds
	if s := os.Getenv("MFBUNDLE_SEEDS"); s != "" {
		a, b, _ := strings.Cut(s, ":")
		from, _ = strconv.Atoi(a)
		to, _ = strconv.Atoi(b)
	}
	tmp := t.TempDir()
	var outcomes []*outcome
	var jobs []job
	unreachable, planted := make(map[string][]string), 0
	for seed := from; seed < to; seed++ {
		g := newGenerator(uint64(seed))
		p := &project{name: "seed" + strconv.Itoa(seed), archive: parseArchive([]byte(g.project(entries)))}
		unreachable[p.name] = g.unreachable()
		planted += len(unreachable[p.name])
		for _, v := range allVariants {
			o := &outcome{p: p, v: v, dir: filepath.Join(tmp, v.name, p.name)}
			p.write(t, o.dir)
			outcomes = append(outcomes, o)
		}
		for i := range entries { // each alone, or the second would find modules that ran
			dir := filepath.Join(tmp, "native", strconv.Itoa(i), p.name)
			p.write(t, dir)
			jobs = append(jobs, job{ID: fmt.Sprint(p.name, "/native/", i), File: filepath.Join(dir, "src", entryFile(i)), Dist: dir, ESM: true})
		}
	}
	each(2, len(outcomes), func(i int) { outcomes[i].build() })
	for _, o := range outcomes {
		if o.bad || o.err != nil {
			t.Errorf("%s: %v %s", o.id(), o.err, o.diags)
			continue
		}
		for i := range entries {
			jobs = append(jobs, job{ID: fmt.Sprint(o.id(), "/", i), File: filepath.Join(o.dir, "dist", entryFile(i)), Dist: o.dir})
		}
		if o.v.name == "production" && entries == 1 {
			for _, text := range removable(o.stage) {
				t.Errorf("%s: this stays though nothing needs it: %s", o.id(), text)
			}
		}
		o.stage = nil
		if o.v.name == "production" || o.v.name == "production-separate" || o.v.name == "production-readable" {
			for _, text := range present(t, filepath.Join(o.dir, "dist"), unreachable[o.p.name]) {
				t.Errorf("%s: this is in the output though nothing reaches it: %s", o.id(), text)
			}
		}
	}
	if planted < 2*seeds && os.Getenv("MFBUNDLE_SEEDS") == "" {
		t.Errorf("only %d statements were looked for", planted)
	}
	results := runNode(t, node, jobs)
	failures := 0
	for i := range len(outcomes) * entries {
		o, entry := outcomes[i/entries], i%entries
		want, got := results[fmt.Sprint(o.p.name, "/native/", entry)], results[fmt.Sprint(o.id(), "/", entry)]
		if want == nil || got == nil {
			continue
		}
		if want.Error != "" {
			t.Fatalf("%s: Node itself fails: %s", o.p.name, want.Error)
		}
		if d := differ(want, got); d != "" {
			t.Errorf("%s, %s: %s", o.id(), entryFile(entry), d)
			if failures++; failures == 1 {
				t.Logf("%s", o.p.archive.format())
			}
		}
	}
}

// entryFile is both the source of an entry and its output.
func entryFile(i int) string { return fmt.Sprintf("entry%d.js", i) }

// differ tells the first line on which two runs disagree; "" when they agree.
//
// Between factories, a name that passes through a module of a cycle which has not
// required its origin yet is not there, where an engine finds hoisted functions
// and vars: as in webpack.
func differ(want, got *ran) string {
	if got.Error != "" {
		return frames.ReplaceAllString(got.Error, "")
	}
	for i := 0; i < max(len(want.Output), len(got.Output)); i++ {
		w, g := "nothing", "nothing"
		if i < len(want.Output) {
			w = want.Output[i]
		}
		if i < len(got.Output) {
			g = got.Output[i]
		}
		if w == g {
			continue
		}
		label, _, _ := strings.Cut(w, "=")
		if !strings.HasPrefix(label, "late") && (g == label+"=error" || strings.Contains(g, "undefined") || strings.Contains(g, ":error") || g == label+"={}") {
			continue
		}
		return fmt.Sprintf("line %d is %q, Node has %q", i+1, g, w)
	}
	return ""
}

// generator makes one random project.
type generator struct {
	r       *rand.Rand
	plants  *rand.Rand // for what nothing reaches: the rest is the same without it
	modules []*randomModule
	acyclic bool
	pure    bool // no cycles, nothing runs at the top, "sideEffects": false
}

type randomModule struct {
	index   int
	cjs     bool
	mirror  bool // CommonJS that is nothing but another module
	partly  bool // CommonJS of which Node does not see all names when it is imported
	async   bool
	imports []string // statements
	body    []string
	exports map[string]string // name → kind of value
	locals  map[string]bool
	probes  []string // expressions to look at
	late    []string // expressions to look at when all has run: whole namespaces
	writes  []string // names of functions that change exports
	whole   bool     // all of its exports are looked at
	stars   []int    // modules whose exports are its own
	planted []*plant
}

func newGenerator(seed uint64) *generator {
	g := &generator{r: rand.New(rand.NewPCG(seed, 7)), plants: rand.New(rand.NewPCG(seed, 11))}
	g.pure = g.r.IntN(4) == 0
	return g
}

func (g *generator) pick(list ...string) string { return list[g.r.IntN(len(list))] }

func (g *generator) chance(percent int) bool { return g.r.IntN(100) < percent }

// names that modules share on purpose.
var pool = []string{"alpha", "b", "gamma", "d", "e", "value", "helper"}

func (m *randomModule) file() string {
	if m.cjs {
		return fmt.Sprintf("m%d.cjs", m.index)
	}
	return fmt.Sprintf("m%d.js", m.index)
}

func (g *generator) project(entries int) string {
	n := 3 + g.r.IntN(7)
	async := -1
	if !g.pure && g.chance(20) {
		// Not in cycles: there webpack's protocol lets importers go on earlier than
		// an engine does.
		async, g.acyclic = g.r.IntN(n), true
	}
	for i := range n {
		m := &randomModule{index: i, exports: map[string]string{}, locals: map[string]bool{}}
		m.cjs = i > 0 && g.chance(15)
		m.async = i == async && !m.cjs
		g.modules = append(g.modules, m)
	}
	for i := len(g.modules) - 1; i >= 0; i-- { // CommonJS asks for later modules only
		if g.modules[i].cjs {
			g.commonJS(g.modules[i])
		}
	}
	for _, m := range g.modules {
		if !m.cjs {
			g.declare(m)
		}
	}
	for _, m := range g.modules {
		if !m.cjs {
			g.connect(m)
		}
	}
	g.plant()
	var b strings.Builder
	fmt.Fprintf(&b, "random\n-- package.json --\n{\"type\": \"module\"%s}\n", map[bool]string{true: `, "sideEffects": ["./src/setup.cjs"]`}[g.pure])
	b.WriteString(setupSource)
	yaml := "target: node\noutput: {filename: \"[name].js\"}\nentry:\n"
	for i := range entries {
		fmt.Fprintf(&b, "-- src/%s --\n%s", entryFile(i), g.entry())
		yaml += fmt.Sprintf("  entry%d: ./src/%s\n", i, entryFile(i))
	}
	if entries > 1 {
		yaml += g.pick("", "optimization: {splitChunks: {minSize: 0, minChunks: 2}}\n", "optimization: {splitChunks: {minSize: 0, minChunks: 2, usedExports: true}}\n")
	}
	fmt.Fprintf(&b, "-- federation.yaml --\n%s", yaml)
	if g.chance(25) { // large enough to be minified in parts, with short names
		b.WriteString("-- src/start.js --\nexport const done = defer()\n/*" + strings.Repeat(" padding", 36<<10) + " */\n")
	} else {
		b.WriteString("-- src/start.js --\nexport const done = defer()\n")
	}
	for i := range dataFiles {
		fmt.Fprintf(&b, "-- src/d%d.json --\n{\"a\": %d, \"b\": {\"c\": \"see\", \"d\": [1, {\"e\": null}]}, \"default\": \"key\", \"unused\": {\"x\": 1}}\n", i, i)
	}
	for _, m := range g.modules {
		fmt.Fprintf(&b, "-- src/%s --\n", m.file())
		if m.cjs {
			b.WriteString(strings.Join(m.body, "\n") + "\n")
			continue
		}
		if g.chance(50) {
			b.WriteString(strings.Join(m.imports, "\n") + "\n")
		}
		if !g.pure {
			fmt.Fprintf(&b, "console.log(\"run %d\")\n", m.index)
		}
		g.r.Shuffle(len(m.body), func(i, j int) { m.body[i], m.body[j] = m.body[j], m.body[i] })
		b.WriteString(strings.Join(m.body, "\n") + "\n")
		if !strings.Contains(b.String()[strings.LastIndex(b.String(), "-- src/"):], strings.Join(m.imports, "\n")) {
			b.WriteString(strings.Join(m.imports, "\n") + "\n")
		}
		for _, p := range m.planted {
			b.WriteString(p.text + "\n")
		}
		if m.async {
			b.WriteString("await null\nconsole.log(\"resumed\")\n")
		}
		if !g.pure {
			for i, p := range m.probes {
				fmt.Fprintf(&b, "probe(\"%d.%d\", () => %s)\n", m.index, i, p)
			}
		}
		fmt.Fprintf(&b, "export function look%d() {\n", m.index)
		for i, p := range append(m.probes, m.late...) {
			fmt.Fprintf(&b, "  probe(\"late %d.%d\", () => %s)\n", m.index, i, p)
		}
		b.WriteString("}\n")
	}
	return b.String()
}

// dataFiles is the number of JSON files that modules may read.
const dataFiles = 2

// setupSource defines what the modules call.
const setupSource = `-- src/setup.cjs --
const show = (v) => {
  if (typeof v === "function") return "fn"
  if (v === null || typeof v !== "object") return String(v)
  return "{" + Object.keys(v).filter((k) => k !== "__esModule").sort().map((k) => { try { return k + ":" + (typeof v[k] === "object" ? "object" : show(v[k])) } catch { return k + ":error" } }).join() + "}"
}
globalThis.probe = (label, f) => {
  let text
  try { text = show(f()) } catch { text = "error" }
  console.log(label + "=" + text)
}
`

// entry imports some modules and looks at all of them, twice.
func (g *generator) entry() string {
	var b strings.Builder
	b.WriteString("import \"./setup.cjs\"\n")
	b.WriteString("import { done } from \"./start.js\"\n")
	var late []string
	for _, m := range g.modules {
		if m.cjs {
			if g.chance(70) {
				fmt.Fprintf(&b, "import cjs%d from \"./%s\"\n", m.index, m.file())
				if !m.mirror {
					late = append(late, fmt.Sprintf("  cjs%d.look%d()\n", m.index, m.index))
				}
				name := g.pick(pool...)
				late = append(late, fmt.Sprintf("  probe(\"late member\", () => cjs%d.%s)\n", m.index, name))
				if g.chance(20) {
					late = append(late, fmt.Sprintf("  probe(\"late whole\", () => cjs%d)\n", m.index))
				}
			}
			continue
		}
		if m.index > 0 && g.chance(30) {
			m.whole = true
			late = append(late, fmt.Sprintf("  { const m = await import(\"./%s\"); m.look%d()%s; probe(\"ns%d\", () => m) }\n", m.file(), m.index, g.writeCalls(m, "m."), m.index))
			continue
		}
		fmt.Fprintf(&b, "import { look%d%s } from \"./%s\"\n", m.index, func() string {
			s := ""
			for _, w := range m.writes {
				s += ", " + w
			}
			return s
		}(), m.file())
		late = append(late, fmt.Sprintf("  look%d()%s; look%d()\n", m.index, g.writeCalls(m, ""), m.index))
		if g.chance(30) {
			m.whole = true
			fmt.Fprintf(&b, "import * as ns%d from \"./%s\"\n", m.index, m.file())
			late = append(late, fmt.Sprintf("  probe(\"whole %d\", () => ns%d)\n", m.index, m.index))
		}
	}
	b.WriteString("(async () => {\n" + strings.Join(late, "") + "})().then(done, (e) => { console.log(\"failed\", e); done() })\n")
	return b.String()
}

func (g *generator) writeCalls(m *randomModule, prefix string) string {
	s := ""
	for _, w := range m.writes {
		s += "; " + prefix + w + "()"
	}
	return s
}

// commonJS writes a module that gives names to its exports in one of the ways that
// are left out when nobody uses the name, and reads later modules by name or whole.
func (g *generator) commonJS(m *randomModule) {
	if !g.pure {
		m.body = append(m.body, fmt.Sprintf("console.log(\"run %d\")", m.index))
	}
	m.exports["default"] = "value"
	var later []*randomModule
	for _, t := range g.modules[m.index+1:] {
		if t.cjs {
			later = append(later, t)
		}
	}
	if len(later) > 0 && g.chance(15) {
		m.mirror, m.partly = true, true
		m.body = append(m.body, "module.exports = require(\"./"+later[0].file()+"\")")
		return
	}
	values := []string{"undefined"}
	for _, t := range later {
		from := "require(\"./" + t.file() + "\")"
		held, name := fmt.Sprintf("t%d", t.index), g.pick(pool...)
		switch g.r.IntN(7) {
		case 0:
			m.body = append(m.body, g.pick("const ", "let ", "var ")+held+" = "+from)
			m.probes = append(m.probes, held+"."+name, held+"[\"alpha\"]", held+"."+g.pick(pool...)+"()", "typeof "+held)
			if g.chance(15) {
				m.probes = append(m.probes, held)
			}
			values = append(values, held+"."+name)
		case 1:
			m.body = append(m.body, "const { "+name+": "+held+" } = "+from)
			m.probes = append(m.probes, held)
		case 2:
			m.probes = append(m.probes, from+"."+name, from+"."+name+"()")
		case 3:
			values = append(values, from+"."+name, from)
		case 6: // what compilers write
			helper := g.pick("__importDefault", "__importStar")
			g.help(m, helper)
			m.body = append(m.body, "const "+held+" = "+helper+"("+from+")")
			m.probes = append(m.probes, held+".default."+name, held+"."+name, held+".default."+name+"()", held+".default."+g.pick(pool...))
			if g.chance(10) {
				m.probes = append(m.probes, held+".default")
			}
			if g.chance(30) {
				g.help(m, "__importDefault")
				m.body = append(m.body, "const plain"+held+" = "+from)
				m.probes = append(m.probes, "__importDefault(plain"+held+").default."+name, "__importDefault(plain"+held+").default."+g.pick(pool...)+"()")
			}
		case 4: // a variable of a function
			inner := g.pick(held+"."+name, held+"."+name+" + "+held+"."+g.pick(pool...), held+"."+name+"()", held+"[\"alpha\"]", "typeof "+held, "(({ "+name+" }) => "+name+")("+held+")")
			m.probes = append(m.probes, "(() => { "+g.pick("const ", "let ", "var ")+held+" = "+from+"; return "+inner+" })()")
		case 5:
			m.probes = append(m.probes, "(() => { const { "+name+", "+g.pick(pool...)+": other = 1 } = "+from+"; return "+g.pick(name, "other")+" })()")
		}
	}
	look := fmt.Sprintf("look%d", m.index)
	form := g.r.IntN(4)
	m.partly = form == 1 || form == 3
	var props []string
	for _, name := range pool {
		if !g.chance(50) {
			continue
		}
		other := g.pick(pool...)
		value := g.pick(fmt.Sprintf("\"%s of %d\"", name, m.index), "function () { return \"called\" }", "() => \"called\"",
			"function () { return this && this."+other+" }", "() => module.exports."+other, "own_"+name, g.pick(values...))
		if value == "own_"+name {
			m.body = append(m.body, g.pick("function own_"+name+"() { return \"own\" }", "const own_"+name+" = { k: 1 }", "function own_"+name+"() { return this && this."+other+" }"))
		}
		switch form {
		case 0:
			m.exports[name] = "value"
			m.body = append(m.body, g.pick("exports.", "module.exports.")+name+" = "+value)
		case 1:
			props = append(props, g.pick(name, "\""+name+"\"")+": "+value)
		case 2:
			m.exports[name] = "value"
			m.body = append([]string{"exports." + name + " = exports." + other + " = void 0"}, m.body...)
			m.exports[other] = "value"
			m.body = append(m.body, "exports."+name+" = "+value)
		case 3:
			m.body = append(m.body, "Object.defineProperty(exports, \""+name+"\", { enumerable: true, get: function () { return "+value+" } })")
		}
	}
	if form != 1 && len(later) > 0 && g.chance(25) {
		m.partly = true
		g.help(m, "__exportStar")
		m.body = append(m.body, "__exportStar(require(\"./"+later[g.r.IntN(len(later))].file()+"\"), exports)")
	}
	if form == 1 {
		m.body = append(m.body, "module.exports = {\n  "+strings.Join(props, ", // one\n  ")+"\n}")
	}
	text := "module.exports." + look + " = function () {\n"
	for i, p := range m.probes {
		text += fmt.Sprintf("  probe(\"late %d.%d\", () => %s)\n", m.index, i, p)
	}
	m.body = append(m.body, text+"}")
}

// help declares a helper of a compiler at the start of a module.
func (g *generator) help(m *randomModule, name string) {
	if text := helperSource[name]; !slices.Contains(m.body, text) {
		m.body = append([]string{text}, m.body...)
	}
}

var helperSource = map[string]string{
	"__importDefault": "var __importDefault = (m) => m && m.__esModule ? m : { default: m }",
	"__importStar":    "var __importStar = (m) => { if (m && m.__esModule) return m; const r = {}; for (const k in m) if (k !== \"default\") r[k] = m[k]; r.default = m; return r }",
	"__exportStar":    "var __exportStar = (m, to) => { for (const p in m) if (p !== \"default\" && !Object.prototype.hasOwnProperty.call(to, p)) Object.defineProperty(to, p, { enumerable: true, get: () => m[p] }) }",
}

// declare makes the bindings of a module and exports some of them.
func (g *generator) declare(m *randomModule) {
	for _, name := range pool {
		if !g.chance(55) {
			continue
		}
		m.locals[name] = true
		exported := g.chance(65)
		as := name
		prefix := ""
		if exported {
			if g.chance(70) {
				prefix = "export "
			} else {
				as = g.pick(pool...)
				if m.exports[as] != "" || g.chance(10) {
					as = name + "_" + strconv.Itoa(m.index)
				}
			}
			if m.exports[as] != "" {
				exported, prefix = false, ""
			}
		}
		value := fmt.Sprintf("\"%s%d\"", name, m.index)
		switch kind := g.r.IntN(6); kind {
		case 0:
			m.body = append(m.body, prefix+"const "+name+" = "+g.pick(value, value, strconv.Itoa(m.index), "-1", "true", "null", "undefined"))
		case 1:
			m.body = append(m.body, prefix+"let "+name+" = "+value)
			fn := fmt.Sprintf("write_%s%d", name, m.index)
			m.writes = append(m.writes, fn)
			m.body = append(m.body, "export function "+fn+"() { "+g.pick(name+" += \"!\"", "({ "+name+" } = { "+name+": \"new\" })", "["+name+"] = [\"list\"]", "for ("+name+" of [\"loop\"]);")+" }")
			m.exports[fn] = "fn"
		case 2:
			m.body = append(m.body, prefix+"var "+name+" = "+value)
		case 3:
			m.body = append(m.body, prefix+"function "+name+"("+g.pick("", "a", "value, { c }= {}")+") { return "+value+" }")
		case 4:
			m.body = append(m.body, prefix+"class "+name+" { m() { return "+name+" } static s = "+value+" }")
		case 5:
			m.body = append(m.body, prefix+"const "+name+" = { k: "+value+" }, extra_"+name+" = "+value)
		}
		if exported {
			m.exports[as] = "value"
			if prefix == "" {
				m.body = append(m.body, "export { "+name+" as "+as+" }")
			}
		}
		m.probes = append(m.probes, name)
	}
	if g.chance(50) {
		m.exports["default"] = "value"
		m.body = append(m.body, "export default "+g.pick("function () {};", "class {};", "() => 1;", "\"text\";", "[1, 2];", "({ x: 1 });", "function own"+strconv.Itoa(m.index)+"() {};"))
	}
	m.exports["look"+strconv.Itoa(m.index)] = "fn"
}

// connect imports from other modules what they are known to export themselves.
func (g *generator) connect(m *randomModule) {
	if g.chance(25) {
		data := fmt.Sprintf("data%d", g.r.IntN(dataFiles))
		m.imports = append(m.imports, "import "+data+" from \"./d"+data[len("data"):]+".json\" with { type: \"json\" }")
		m.probes = append(m.probes, data+".a", data+".b.c", data+".b.d[1].e", data+".default")
		if g.chance(30) {
			m.probes = append(m.probes, data)
		}
	}
	for range g.r.IntN(5) {
		t := g.modules[g.r.IntN(len(g.modules))]
		if (g.pure || g.acyclic) && t.index <= m.index {
			continue
		}
		var names []string
		for _, n := range append([]string{"default"}, pool...) {
			if t.exports[n] == "value" {
				names = append(names, n)
			}
		}
		from := " from \"./" + t.file() + "\""
		local := func(base string) string {
			for i := 0; ; i++ {
				n := base
				if i > 0 {
					n += strconv.Itoa(i)
				}
				if !m.locals[n] && n != "default" {
					m.locals[n] = true
					return n
				}
			}
		}
		kind := g.r.IntN(7)
		if t.partly && (kind == 1 || kind == 6) {
			kind = 0 // no whole namespaces
		}
		if len(names) == 0 && kind < 4 && kind != 1 {
			kind = 4
		}
		switch kind {
		case 0, 2:
			name := names[g.r.IntN(len(names))]
			l := local(map[bool]string{true: "imported", false: name}[name == "default"])
			m.imports = append(m.imports, "import { "+name+" as "+l+" }"+from)
			if t.cjs && name == "default" && g.chance(60) {
				m.probes = append(m.probes, l+"."+g.pick(pool...), l+"."+g.pick(pool...)+"()")
				continue
			}
			m.probes = append(m.probes, l, "{ "+l+" }", "(("+l+") => "+l+")(1)", "typeof "+l)
			m.probes[len(m.probes)-3] = "({ " + l + " })"
			if g.chance(30) {
				g.reexport(m, l)
			}
		case 1:
			l := local("ns")
			m.imports = append(m.imports, "import * as "+l+from)
			if g.chance(40) {
				m.late = append(m.late, l)
				t.whole = true
			}
			for _, n := range names {
				m.probes = append(m.probes, l+"."+n, l+"[\""+n+"\"]")
			}
			if g.chance(30) {
				t.whole = true // by those who import it from here
				g.reexport(m, l)
			}
		case 3:
			name := names[g.r.IntN(len(names))]
			as := g.pick(append(pool, "default")...)
			if m.exports[as] == "" {
				m.exports[as] = "value"
				m.imports = append(m.imports, "export { "+name+" as "+as+" }"+from)
			}
		case 4:
			m.imports = append(m.imports, "import \"./"+t.file()+"\"")
		case 5:
			if !t.cjs { // an engine reads the names of CommonJS from its text, bundlers at run time
				m.imports = append(m.imports, "export *"+from)
				m.stars = append(m.stars, t.index)
			}
		case 6:
			as := "space" + strconv.Itoa(t.index)
			if m.exports[as] == "" {
				m.exports[as] = "space"
				t.whole = true
				m.imports = append(m.imports, "export * as "+as+from)
				if len(names) > 0 && m.index > 0 {
					// Somebody else reads through it.
					user := g.modules[g.r.IntN(m.index)]
					if !user.cjs {
						l := fmt.Sprintf("through%d_%d", m.index, len(user.imports))
						user.imports = append(user.imports, "import * as "+l+" from \"./"+m.file()+"\"")
						user.probes = append(user.probes, l+"."+as+"."+names[0])
						user.late = append(user.late, l+"."+as)
					}
				}
			}
		}
	}
}

func (g *generator) reexport(m *randomModule, local string) {
	as := g.pick(pool...)
	if m.exports[as] == "" {
		m.exports[as] = "value"
		m.imports = append(m.imports, "export { "+local+" as "+as+" }")
	}
}
