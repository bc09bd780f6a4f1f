// async_node.js: chunks of Node that are read and run without blocking.
//
// Installs: R.f.node. The chunk files are those of require_chunks.
// Needs:    core, chunk_error, chunk_file, ensure, take_chunk
// Data:     si {chunkId: hash}, with which comes hash; require: Node's require of the running file; dir: its __dirname; r: path from there to the output directory
//
// The text is run by vm with the file's name, so that stack traces and debuggers show it; this is no eval in the page.
// A container that came by HTTP has a URL for __dirname, and its chunks come from there too.
R.f.node = (id, promises) => {
	if (installed[id] === 0) return;
	if (!installed[id]) {
		var remote = /^https?:/.test(data.dir);
		var name = (data.r || "./") + R.u(id);
		var file = remote ? new URL(name, data.dir).href : data.require("path").join(data.dir, name);
		installed[id] = [
			(remote
				? fetch(file).then(response => {
						if (!response.ok) throw Error(`status ${response.status}`);
						return response.text();
				  })
				: new Promise((resolve, reject) =>
						data.require("fs").readFile(file, "utf-8", (error, text) => (error ? reject(error) : resolve(text)))
				  ))
				.then(text => {
					if (data.si && data.si[id]) checkHash(text, data.si[id]);
					var chunk = {};
					var path = data.require("path");
					data.require("vm")
						.runInThisContext("(function(exports,require,__dirname,__filename){" + text + "\n})", file)(
						chunk,
						remote ? data.require : data.require("module").createRequire(file),
						remote ? file.replace(/[^/]*$/, "") : path.dirname(file),
						file
					);
					R.C(chunk);
				})
				.catch(cause => {
					delete installed[id];
					throw chunkError(id, "error", file, cause);
				})
		];
	}
	promises.push(installed[id][0]);
};
