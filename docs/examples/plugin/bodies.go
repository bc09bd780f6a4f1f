package main

import "github.com/mfbundle/mfbundle/pkg/compiler/graph"

// infoBody is the body of "build:info": an object that is the default export,
// with its members as named exports, and that the page can see too.
type infoBody struct{ json string }

// Exports implements graph.Body: the names are not listed, so the module is open
// and the linker leaves every member access to run time.
func (b *infoBody) Exports() graph.Exports {
	return graph.Exports{Open: true, Mirror: -1, Type: graph.TypeDefaultWithNamed}
}

// Generate implements graph.Body: statements of a function (module, exports,
// __webpack_require__). It runs once, on any goroutine, and changes nothing.
func (b *infoBody) Generate(dst []byte, _ *graph.GenerateInput) ([]byte, error) {
	return append(dst, "module.exports = __webpack_require__.g.__BUILD_INFO__ = "+b.json+";\n"...), nil
}

// textBody is the body of a text file: a string is the whole module.
type textBody struct{ text string }

// Exports implements graph.Body.
func (b *textBody) Exports() graph.Exports {
	return graph.Exports{Mirror: -1, Type: graph.TypeDefaultOnly}
}

// Generate implements graph.Body.
func (b *textBody) Generate(dst []byte, _ *graph.GenerateInput) ([]byte, error) {
	return append(dst, "module.exports = "+graph.Quote(b.text)+";\n"...), nil
}

// Size tells chunking what the module weighs. Bodies without it weigh nothing.
func (b *textBody) Size() int { return len(b.text) }
