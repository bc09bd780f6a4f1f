package resolver

import (
	"cmp"
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
// what it extends. It is "" where there is none. The error is a *TSConfigError; what
// could be read counts all the same.
func (c *Cache) CompilerOptions(dir string) (string, error) {
	for {
		path := filepath.Join(dir, "tsconfig.json")
		if c.current.Load().dir(dir).kind("tsconfig.json") == kindFile {
			l := &tsLoader{r: New(Options{}, c)}
			config, err := l.load(path, map[string]bool{})
			if err = cmp.Or(err, l.broken); config == nil || len(config.compiler) == 0 {
				return "", err
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
			text, bad := json.Marshal(map[string]any{"compilerOptions": values})
			return string(text), cmp.Or(err, bad)
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", nil
		}
		dir = up
	}
}
