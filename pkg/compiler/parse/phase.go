package parse

import (
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// phaseOf returns what an import says that it wants of the module, by syntax or
// by a magic comment.
func (w *walker) phaseOf(imp *graph.Import) graph.Phase {
	if imp.Phase == graph.PhaseEvaluation {
		for _, text := range imp.Magic {
			if strings.Contains(text, "webpackDefer") || strings.Contains(text, "webpackSource") {
				return ReadMagic(imp.Magic...).Phase
			}
		}
	}
	return imp.Phase
}

// wrongPhase tells of a static import that asks for a phase in a form that has
// none. By syntax that is an error, which esbuild words.
func (w *walker) wrongPhase(a *ask) {
	if w.phase(int(a.Start), int(a.Spec.Start)) != graph.PhaseEvaluation {
		w.fail("import " + a.Phase.String())
	}
	form := "import * as ns"
	if a.Phase == graph.PhaseSource {
		form = "import x"
	}
	w.problem("import-phase", "Only "+form+" can ask for the phase "+quote(a.Phase.String())+": the module runs as usual",
		"write "+form+" from the same module, or remove the comment", int(a.Spec.Start), int(a.Spec.End), -1)
	a.Phase = graph.PhaseEvaluation
}

// dynamicPhase does so for import(), of which syntax is the phase.
func (w *walker) dynamicPhase(imp *graph.Import, syntax graph.Phase) {
	imp.Phase = syntax
	if imp.Phase = w.phaseOf(imp); imp.Phase == graph.PhaseEvaluation {
		return
	}
	if imp.Context != nil {
		w.problem("import-phase", "Only an import of a literal can ask for the phase "+quote(imp.Phase.String())+": the modules run as usual",
			"import each module by a literal", int(imp.Spec.Start), int(imp.Spec.End), -1)
		imp.Phase = graph.PhaseEvaluation
		return
	}
	if imp.Phase == graph.PhaseSource {
		imp.Uses, imp.UsesAll = []string{"default"}, false
		w.last.end = -1 // the promise is that of the source itself
	}
}
