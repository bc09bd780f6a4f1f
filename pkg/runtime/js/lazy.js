// lazy.js: a module together with the chunks it is in.
//
// Installs: load(ids, chunks) → factory, or a promise of it when there are chunks to load. The factory requires all
//           ids (one id, or a list) and returns the exports of the last.
// Needs:    core; ensure when there are chunks
// Data:     nothing
//
// It is what a container's get, a share's get and a fallback have in common.
var load = (ids, chunks) => {
	var factory = () => [].concat(ids).map(R).pop();
	return chunks ? Promise.all(chunks.map(R.e)).then(() => factory) : factory;
};
