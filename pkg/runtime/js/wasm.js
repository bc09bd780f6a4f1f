// wasm.js: instances of WebAssembly modules.
//
// Installs: R.wa(file, imports) → promise of the exports; `file` is relative to the output directory
// Needs:    core, base_uri; a public path, except on Node
// Data:     b: on Node, the URL of this file; r: path from its directory to the output directory, "./" when absent;
//           fs: on Node, a function that returns a promise of its fs
//
// Only a response of exactly this type may be compiled while it arrives.
R.wa = (file, imports) => {
	var url = new URL((data.b ? data.r || "./" : R.p) + file, R.b);
	var fromBytes = bytes => WebAssembly.instantiate(bytes, imports);
	return (
		data.fs && url.protocol == "file:"
			? data.fs().then(fs => fs.promises.readFile(url)).then(fromBytes)
			: fetch(url).then(response => {
					if (!response.ok) throw Error(`Loading WebAssembly failed.\n(status ${response.status}: ${url})`);
					return WebAssembly.instantiateStreaming && response.headers.get("content-type") == "application/wasm"
						? WebAssembly.instantiateStreaming(response, imports)
						: response.arrayBuffer().then(fromBytes);
			  })
	).then(result => result.instance.exports);
};
