package resolver

import (
	"encoding/json"
	"path/filepath"
)

// transformKeys are the compiler options that change what a single file is
// compiled to.
var transformKeys = []string{
	"alwaysStrict", "emitDecoratorMetadata", "experimentalDecorators", "importsNotUsedAsValues", "jsx", "jsxFactory", "jsxFragmentFactory", "jsxImportSource",
	"preserveValueImports", "strict", "target", "useDefineForClassFields", "verbatimModuleSyntax",
}

func transformOptions(compiler *jsonValue) map[string]*jsonValue {
	var out map[string]*jsonValue
	for _, key := range transformKeys {
		switch v := compiler.get(key); v.kind {
		case jsonString, jsonTrue, jsonFalse:
			if out == nil {
				out = make(map[string]*jsonValue)
			}
			out[key] = v
		}
	}
	return out
}

// CompilerOptions is the text of a tsconfig.json with the compiler options that
// say how files in dir are compiled: those of the nearest tsconfig.json and of
// what it extends. It is "" where there is none, or where it cannot be read;
// resolving reports that.
func (c *Cache) CompilerOptions(dir string) string {
	for {
		path := filepath.Join(dir, "tsconfig.json")
		if c.current.Load().dir(dir).kind("tsconfig.json") == kindFile {
			l := &tsLoader{r: New(Options{}, c)}
			config, err := l.load(path, map[string]bool{})
			if err != nil || len(config.compiler) == 0 {
				return ""
			}
			values := make(map[string]any, len(config.compiler))
			for k, v := range config.compiler {
				switch v.kind {
				case jsonString:
					values[k] = v.text
				default:
					values[k] = v.kind == jsonTrue
				}
			}
			text, err := json.Marshal(map[string]any{"compilerOptions": values})
			if err != nil {
				return ""
			}
			return string(text)
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}
