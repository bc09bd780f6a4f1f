// prefetch.js: chunks that are fetched before they are needed.
//
// Installs: R.f.ahead, after the handlers that load chunks; R.F(chunkId) prefetches what follows an initial chunk
// Needs:    core, a public path, chunk_file, ensure; css_file when chunks have style sheets
// Data:     pf {chunkId: [chunkId, …]} chunks to prefetch once a chunk is there, and pl: to preload while it loads;
//           c, z, sc, x; import, when chunks are ES modules
//
// A hint is given once for a chunk, and never for one that is loaded or on its way. What fails here fails again, and
// is told, when the chunk is needed.
var hinted = {};
var hint = (rel, id) => {
	// Chunks of style sheets alone have nothing to install.
	var bare = (data.z || []).includes(id);
	if (hinted[id] || (bare ? styled : installed)[id] !== undefined || typeof document != "object") return;
	hinted[id] = 1;
	var link = (as, file) => {
		var tag = document.createElement("link");
		if (R.nc) tag.setAttribute("nonce", R.nc);
		tag.rel = rel == "preload" && as == "script" && data.import ? "modulepreload" : rel;
		tag.as = as;
		tag.href = R.p + file;
		if (data.x) crossOrigin(tag, tag.href);
		document.head.appendChild(tag);
	};
	if (!bare) link("script", R.u(id));
	if (data.sc && data.sc[id]) link("style", R.k(id));
};
R.F = id => (data.pf[id] || []).forEach(child => hint("prefetch", child));
R.f.ahead = (id, promises) => {
	(data.pl[id] || []).forEach(child => hint("preload", child));
	Promise.all(promises).then(
		() => R.F(id),
		() => {}
	);
};
Promise.resolve().then(() => data.c.forEach(R.F));
