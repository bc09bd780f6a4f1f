// css.js: style sheets of chunks.
//
// Installs: R.f.css, which resolves when the style sheet applies
// Needs:    core, problem, a public path, css_file, ensure
// Data:     sc: {chunkId: 1} chunks that have a style sheet; c, w: initial chunks, whose sheets the page links itself;
//           x: crossOrigin, with the feature of that name; ss {chunkId: hash}; t: timeout in ms, 120000 when absent
var styled = {};
// Queries for sheets that did not come in time: for the same address a browser would go on waiting for the first answer.
var lateSheets = {};
data.c.concat(data.w || []).forEach(id => (styled[id] = 0));
R.f.css = (id, promises) => {
	// On a server there is nothing to style.
	if (typeof document != "object" || !data.sc[id] || styled[id] === 0) return;
	var request = R.p + R.k(id) + (lateSheets[id] || "");
	styled[id] =
		styled[id] ||
		new Promise((resolve, reject) => {
			var link = document.createElement("link");
			var timer;
			var done = () => {
				clearTimeout(timer);
				styled[id] = 0;
				resolve();
			};
			link.rel = "stylesheet";
			link.href = request;
			// link.href is absolute now. A server-rendered page may link the sheet already; two would apply it twice.
			var same = tag => tag.rel == "stylesheet" && (tag.href == link.href || tag.getAttribute("href") == request);
			if ([].some.call(document.getElementsByTagName("link"), same)) return done();
			if (R.nc) link.nonce = R.nc;
			if (data.x) crossOrigin(link, link.href);
			var integrity = (data.ss || {})[id];
			if (integrity) Object.assign(link, { integrity, crossOrigin: data.x || "anonymous" });
			link.onload = done;
			link.onerror = event => {
				clearTimeout(timer);
				link.onload = link.onerror = null;
				delete styled[id];
				if (event.type == "timeout") lateSheets[id] = (/\?/.test(R.k(id)) ? "&" : "?") + "retry=" + Date.now();
				link.remove();
				reject(
					problem("css-load-failed", `Loading CSS chunk ${id} failed.\n(${request})`, {
						name: "ChunkLoadError",
						code: "CSS_CHUNK_LOAD_FAILED",
						type: event.type,
						request
					})
				);
			};
			timer = setTimeout(() => link.onerror({ type: "timeout" }), data.t || 120000);
			document.head.appendChild(link);
		});
	promises.push(styled[id]);
};
