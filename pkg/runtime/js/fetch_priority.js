// fetch_priority.js: scripts that matter more, or less, than others.
//
// Installs: R.l that gives the tag of a chunk its fetchPriority
// Needs:    core, script_loader
// Data:     fp {chunkId: "high" | "low" | "auto"}
var loadScript = R.l;
R.l = (url, done, key, chunk, more, tag) =>
	loadScript(url, done, key, chunk, data.fp[chunk] ? { fetchPriority: data.fp[chunk], ...more } : more, tag);
