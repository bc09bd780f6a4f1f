// Package target translates the target of a configuration into what the
// transforms of esbuild take. It knows nothing of modules or passes.
package target

import (
	"strings"

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
