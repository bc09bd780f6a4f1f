package config

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// TestSchema checks what can go wrong in a generated schema: references that
// lead nowhere, keys without documentation.
func TestSchema(t *testing.T) {
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	defs := schema["$defs"].(map[string]any)
	for _, m := range regexp.MustCompile(`"#/\$defs/(\w+)"`).FindAllStringSubmatch(string(text), -1) {
		if defs[m[1]] == nil {
			t.Errorf("no definition %q", m[1])
		}
	}
	reference := Reference()
	walkFields(rootFields, map[*field]bool{}, func(f *field) {
		if f.doc == "" || !strings.HasSuffix(f.doc, ".") {
			t.Errorf("the documentation of %q is %q", f.key, f.doc)
		}
		if !f.later && f.moot == nil && f.shape == nil {
			t.Errorf("%q takes nothing", f.key)
		}
		if !strings.Contains(reference, "| `"+f.key+"` |") {
			t.Errorf("%q is not in the reference", f.key)
		}
	})
}

func walkFields(fields []field, seen map[*field]bool, visit func(*field)) {
	for i := range fields {
		f := &fields[i]
		if seen[f] {
			continue
		}
		seen[f] = true
		visit(f)
		if inner, _ := f.shape.nested(); inner != nil {
			walkFields(inner, seen, visit)
		}
	}
}

// TestKeysOfTheContract: every key that the contract lists has an answer of its
// own, which is never "unknown key".
func TestKeysOfTheContract(t *testing.T) {
	contract := map[string]string{
		"":                         "name dependsOn extends env_file context mode target entry output resolve externals externalsType externalsPresets module jsx define provide ignore devtool optimization html copy budgets cache server ignoreWarnings plugins federation analyze node",
		"output":                   "path filename chunkFilename cssFilename cssChunkFilename assetModuleFilename webassemblyModuleFilename sourceMapFilename publicPath uniqueName library module clean crossOriginLoading chunkLoading chunkFormat chunkLoadingGlobal globalObject chunkLoadTimeout hashDigestLength charset iife strictModuleExceptionHandling trustedTypes integrity",
		"output.library":           "name type export auxiliaryComment umdNamedDefine",
		"resolve":                  "extensions alias fallback aliasFields mainFields mainFiles modules conditionNames exportsFields importsFields extensionAlias descriptionFiles symlinks preferRelative preferAbsolute roots restrictions fullySpecified enforceExtension byDependency tsconfig",
		"module":                   "rules noParse parser generator",
		"jsx":                      "runtime importSource factory fragment",
		"optimization":             "minimize minimizer moduleIds chunkIds splitChunks runtimeChunk usedExports providedExports sideEffects innerGraph concatenateModules mangleExports inlineExports mergeDuplicateChunks removeEmptyChunks removeAvailableModules realContentHash nodeEnv emitOnErrors",
		"optimization.minimizer":   "keepClassNames keepFnNames dropConsole legalComments",
		"optimization.splitChunks": "chunks minSize maxSize minChunks maxAsyncRequests maxInitialRequests cacheGroups",
		"html":                     "template filename title inject scriptLoading base meta chunks",
		"federation":               "name filename library exposes remotes remoteType shared shareScope shareStrategy runtime runtimePlugins implementation manifest asyncStartup dts",
		"federation.manifest":      "filePath fileName disableAssetsAnalyze",
		"plugins":                  "ModuleFederationPlugin ContainerPlugin ContainerReferencePlugin SharePlugin ConsumeSharedPlugin ProvideSharedPlugin ShareUsagePlugin EnhancedShareUsagePlugin ExportUsagePlugin",
	}
	for path, keys := range contract {
		fields := rootFields
		for _, key := range strings.FieldsFunc(path, func(r rune) bool { return r == '.' }) {
			fields = fieldOf(t, fields, key)
		}
		for _, key := range strings.Fields(keys) {
			found := false
			for _, f := range fields {
				found = found || f.key == key
			}
			if !found {
				t.Errorf("%q has no key %q", path, key)
			}
		}
	}
	shared := "import packageName requiredVersion strictVersion singleton eager version shareKey shareScope request include exclude layer issuerLayer allowNodeModulesSuffixMatch treeShaking cdnFallback provider"
	if got := len(shareFields(strings.Fields(shared)...)); got != len(strings.Fields(shared)) {
		t.Errorf("%d keys of a share", got)
	}
}

func fieldOf(t *testing.T, fields []field, key string) []field {
	t.Helper()
	for _, f := range fields {
		if f.key == key {
			inner, _ := f.shape.nested()
			return inner
		}
	}
	t.Fatalf("no key %q", key)
	return nil
}

// TestCodesAreListed reads this package's source for codes.
func TestCodesAreListed(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"(config-[a-z-]+)"`).FindAllStringSubmatch(string(text), -1) {
			used[m[1]] = true
			if _, ok := diag.LookUp(m[1]); !ok {
				t.Errorf("%s: %q is not in diag.Codes", name, m[1])
			}
		}
	}
	for _, c := range diag.Codes {
		if strings.HasPrefix(c.Code, "config-") && !used[c.Code] {
			t.Errorf("%q is in diag.Codes and not used", c.Code)
		}
	}
}
