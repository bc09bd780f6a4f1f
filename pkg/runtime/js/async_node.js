// async_node.js: chunks of Node that are read and run without blocking.
//
// Installs: R.f.node. The chunk files are those of require_chunks.
// Needs:    core, chunk_error, chunk_file, ensure, take_chunk
// Data:     si {chunkId: hash}, with which comes hash; require: Node's require of the running file; dir, file: its __dirname
//           and __filename; module: () => its module; r: path from there to the output directory; a: a public path that is
//           a URL
//
// The text is run by vm with the file's name, so that stack traces and debuggers show it; this is no eval in the page.
// A container that came by HTTP has its chunks there too. Our loader gives it a URL for __dirname. The official runtime
// gives it the path of the URL without the origin, and a name without a folder for __filename; but it knows its containers
// and where they came from.
var cameFrom = () => {
	if (/^https?:/.test(data.dir)) return data.dir;
	if (!data.file || data.require("path").isAbsolute(data.file)) return;
	var own = data.module().exports;
	var similar;
	for (var instance of (globalThis.__FEDERATION__ || {}).__INSTANCES__ || []) {
		for (var { remoteInfo, remoteEntryExports } of Array.from(instance.moduleCache.values())) {
			if (remoteEntryExports && (remoteEntryExports == own || Object.values(own).includes(remoteEntryExports))) return remoteInfo.entry;
			// A plugin may have wrapped the container.
			if (remoteInfo.entry.replace(/[?#].*/, "").endsWith(data.dir + "/" + data.file)) similar = remoteInfo.entry;
		}
	}
	return data.a || similar;
};
R.f.node = (id, promises) => {
	if (installed[id] === 0) return;
	if (!installed[id]) {
		var remote = cameFrom();
		var name = (remote && remote == data.a ? "" : data.r || "./") + R.u(id);
		var file = remote ? new URL(name, remote).href : data.require("path").join(data.dir, name);
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
