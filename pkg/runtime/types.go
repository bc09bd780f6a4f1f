package runtime

import _ "embed"

// Types is the TypeScript declaration of the module "mfbundle/runtime".
//
//go:embed types/runtime.d.ts
var Types string
