// wasm_source.js: WebAssembly modules that are compiled and not instantiated, for import source.
//
// Installs: R.ws(file) → promise of the WebAssembly.Module
// Needs:    core, wasm_file
// Data:     nothing
R.ws = file => R.wf(file, WebAssembly.compile, WebAssembly.compileStreaming);
