package resolver

import (
	"strings"
	"testing"
)

const tsProject = `
-- tsconfig.json --
{
  // comments and trailing commas are fine
  "compilerOptions": {
    "baseUrl": "./src",
    "paths": {
      "@/*": ["./*"],
      "@/deep/*": ["./other/*", "./deep/*",],
      "exact": ["./exact.ts"],
      "*": ["../types/*", "../vendor/*"],
      "fall/*": ["./missing/*"],
    },
  },
}
-- src/a.ts --
-- src/exact.ts --
-- src/deep/x.ts --
-- src/other/y.ts --
-- src/based/index.ts --
-- vendor/v.js --
-- types/t.js --
-- node_modules/fall/in.js --
-- node_modules/p/index.js --
-- outside.js --
-- deep/er/still/.keep --
`

func TestTSConfigPaths(t *testing.T) {
	root := tree(t, tsProject)
	opts := web()
	for _, config := range []string{"auto", root + "/tsconfig.json"} {
		opts.TSConfig = config
		check(t, root, opts, `
			src @/a => src/a.ts
			src/deep @/deep/x => src/deep/x.ts
			src @/deep/y => src/other/y.ts
			src exact => src/exact.ts
			deep/er/still based => src/based/index.ts
			src v => vendor/v.js
			src t => types/t.js
			src fall/in => node_modules/fall/in.js
			src p => node_modules/p/index.js
			src ./a => src/a.ts
			src @/none => !not-found
			node_modules/p @/a => src/a.ts
		`)
	}
	base := "./vendor"
	opts.TSConfigBaseURL = &base
	check(t, root, opts, `
		src based => !not-found
		src v => vendor/v.js
	`)
	opts = web()
	opts.TSConfig = root + "/none.json"
	check(t, root, opts, `src ./a => !tsconfig`)
}

func TestTSConfigExtends(t *testing.T) {
	root := tree(t, `
-- tsconfig.json --
{"extends": ["./config/base", "shared-config", "@x/conf/strict.json"], "compilerOptions": {}}
-- config/base.json --
{"compilerOptions": {"paths": {"base/*": ["./lib/*"]}}}
-- config/lib/a.js --
-- node_modules/shared-config/package.json --
{"tsconfig": "conf.json"}
-- node_modules/shared-config/conf.json --
{"extends": "./conf.json", "compilerOptions": {"paths": {"dir/*": ["${configDir}/app/*"], "own/*": ["./own/*"]}}}
-- node_modules/shared-config/own/o.js --
-- node_modules/@x/conf/strict.json --
{"compilerOptions": {"baseUrl": "./root"}}
-- node_modules/@x/conf/root/own/o.js --
-- node_modules/@x/conf/root/r.js --
-- app/b.js --
-- only/tsconfig.json --
{"extends": "../config/base.json"}
-- dot/tsconfig.json --
{"extends": ".."}
-- bad/tsconfig.json --
{"extends": "./none"}
-- syntax/tsconfig.json --
{"compilerOptions": }
-- child/tsconfig.json --
{"extends": "../parent.json"}
-- parent.json --
{"compilerOptions": {"baseUrl": "${configDir}/lib"}}
-- child/lib/c.js --
`)
	opts := web()
	opts.TSConfig = "auto"
	check(t, root, opts, `
		app dir/b => app/b.js
		app own/o => node_modules/@x/conf/root/own/o.js
		app r => node_modules/@x/conf/root/r.js
		app base/a => !not-found
		only base/a => config/lib/a.js
		dot r => node_modules/@x/conf/root/r.js
		child c => child/lib/c.js
		bad ./x => !not-found
		syntax ./x => !not-found
	`)
	for _, name := range []string{"bad", "syntax"} {
		opts.TSConfig = root + "/" + name + "/tsconfig.json"
		_, err := New(opts, nil).Resolve(root, "./x")
		if e := asError[*TSConfigError](t, err); !strings.HasPrefix(e.Path, root) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTSConfigReferences(t *testing.T) {
	root := tree(t, `
-- tsconfig.json --
{"files": [], "references": [{"path": "./a"}, {"path": "./b"}, {"path": "./none"}], "compilerOptions": {"paths": {"#x": ["./main.js"], "~/*": ["./*"]}}}
-- main.js --
-- a/tsconfig.json --
{"compilerOptions": {"paths": {"~/*": ["./src/*"]}}, "references": [{"path": "../c"}, {"path": "."}]}
-- a/src/x.js --
-- b/tsconfig.json --
{"references": []}
-- b/x.js --
-- c/tsconfig.json --
{"compilerOptions": {"baseUrl": ".", "paths": {"~/*": ["lib/*"]}}}
-- c/lib/x.js --
-- c/plain.js --
-- vite/tsconfig.json --
{"files": [], "references": [{"path": "./tsconfig.app.json"}, {"path": "./tsconfig.node.json"}]}
-- vite/tsconfig.app.json --
{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}
-- vite/tsconfig.node.json --
{"compilerOptions": {"paths": {"@/*": ["./node/*"]}}}
-- vite/src/x.js --
`)
	opts := web()
	opts.TSConfig = root + "/tsconfig.json"
	opts.TSConfigReferences = []string{"auto"}
	check(t, root, opts, `
		. ~/main => main.js
		a/src ~/x => a/src/x.js
		a ~/main => !not-found
		b ~/b/x => b/x.js
		c/lib ~/x => c/lib/x.js
		c plain => c/plain.js
	`)
	opts.TSConfigReferences = []string{"./a"}
	check(t, root, opts, `
		a/src ~/x => a/src/x.js
		c/lib ~/x => !not-found
	`)
	opts.TSConfigReferences = nil
	check(t, root, opts, `
		a/src ~/x => !not-found
		a/src ~/a/src/x => a/src/x.js
	`)
	opts.TSConfig = "auto"
	opts.TSConfigReferences = []string{"auto"}
	check(t, root, opts, `vite/src @/x => vite/src/x.js`)
}
