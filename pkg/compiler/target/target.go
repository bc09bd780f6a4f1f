// Package target translates the target of a configuration into what the
// transforms of esbuild take. It knows nothing of modules or passes.
package target

import (
	"fmt"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/mfbundle/mfbundle/pkg/config"
)

var levels = map[string]api.Target{
	"es5": api.ES5, "es6": api.ES2015, "es2015": api.ES2015, "es2016": api.ES2016, "es2017": api.ES2017, "es2018": api.ES2018,
	"es2019": api.ES2019, "es2020": api.ES2020, "es2021": api.ES2021, "es2022": api.ES2022, "es2023": api.ES2023, "es2024": api.ES2024,
	"esnext": api.ESNext,
}

var engines = map[string]api.EngineName{
	"chrome": api.EngineChrome, "deno": api.EngineDeno, "edge": api.EngineEdge, "firefox": api.EngineFirefox, "hermes": api.EngineHermes,
	"ie": api.EngineIE, "ios": api.EngineIOS, "node": api.EngineNode, "opera": api.EngineOpera, "rhino": api.EngineRhino, "safari": api.EngineSafari,
}

// Of returns the language level and engines of t. Without either nothing is
// lowered, as in webpack.
func Of(t config.Target) (api.Target, []api.Engine) {
	level := api.ESNext
	if l, ok := levels[strings.ToLower(t.ES)]; ok {
		level = l
	}
	var list []api.Engine
	for _, e := range t.Engines {
		if name, ok := engines[e.Name]; ok {
			list = append(list, api.Engine{Name: name, Version: e.Version})
		}
	}
	return level, list
}

// es2015 are the versions from which on engines have the syntax of ES2015, and
// what esbuild calls the parts of it that it cannot rewrite.
//
// esbuild counts an engine with a flaw in a corner as one without the syntax
// (destructuring in Safari before 14.1), and then refuses all code that has it.
// Source of the versions: webpack's lib/config/browserslistTargetHandler.js.
var es2015 = map[api.EngineName][2]int{
	api.EngineChrome: {49, 0}, api.EngineDeno: {1, 0}, api.EngineEdge: {14, 0}, api.EngineFirefox: {45, 0}, api.EngineIOS: {10, 0},
	api.EngineNode: {6, 0}, api.EngineOpera: {36, 0}, api.EngineSafari: {10, 0},
}

var supported = map[string]bool{
	"array-spread": true, "class": true, "const-and-let": true, "default-argument": true, "destructuring": true, "for-of": true,
	"generator": true, "new-target": true, "object-accessors": true, "rest-argument": true,
}

// Supported are the syntax features of esbuild that a target of Of has whatever
// esbuild's own table says; nil for none.
func Supported(level api.Target, engines []api.Engine) map[string]bool {
	if level == api.ES5 || len(engines) == 0 {
		return nil
	}
	for _, e := range engines {
		want, ok := es2015[e.Name]
		var major, minor int
		_, _ = fmt.Sscanf(e.Version, "%d.%d", &major, &minor) // "15" has no minor
		if !ok || major < want[0] || major == want[0] && minor < want[1] {
			return nil
		}
	}
	return supported
}

var old sync.Map // engines as text → bool

// ES5 reports whether t lacks arrow functions, and with them what came with ES2015:
// code that no transform sees has to do without.
func ES5(t config.Target) bool {
	level, engines := Of(t)
	if level == api.ES5 || len(engines) == 0 {
		return level == api.ES5
	}
	key := fmt.Sprint(engines)
	known, ok := old.Load(key)
	if !ok {
		r := api.Transform("x=()=>1", api.TransformOptions{Engines: engines, LogLevel: api.LogLevelSilent})
		known = !strings.Contains(string(r.Code), "=>")
		old.Store(key, known)
	}
	return known.(bool)
}
