// wasm_file.js: the files of WebAssembly modules.
//
// Installs: R.wf(file, fromBytes, fromResponse) → promise of what one of them makes of the file, which is relative to
//           the output directory; there is no fromResponse where nothing can be compiled while it arrives
// Needs:    core, base_uri; a public path, except on Node
// Data:     b: on Node, the URL of this file; r: path from its directory to the output directory, "./" when absent;
//           fs: on Node, a function that returns a promise of its fs
//
// Only a response of exactly this type may be compiled while it arrives.
R.wf = (file, fromBytes, fromResponse) => {
	var url = new URL((data.b ? data.r || "./" : R.p) + file, R.b);
	return data.fs && url.protocol == "file:"
		? data.fs().then(fs => fs.promises.readFile(url)).then(fromBytes)
		: fetch(url).then(response => {
				if (!response.ok) throw Error(`Loading WebAssembly failed.\n(status ${response.status}: ${url})`);
				return fromResponse && response.headers.get("content-type") == "application/wasm"
					? fromResponse(response)
					: response.arrayBuffer().then(fromBytes);
		  });
};
