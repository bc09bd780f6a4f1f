// wasm.js: instances of WebAssembly modules.
//
// Installs: R.wa(file, imports) → promise of the exports
// Needs:    core, wasm_file
// Data:     nothing
R.wa = (file, imports) =>
	R.wf(
		file,
		bytes => WebAssembly.instantiate(bytes, imports),
		WebAssembly.instantiateStreaming && (response => WebAssembly.instantiateStreaming(response, imports))
	).then(result => result.instance.exports);
