// waiting.js: initial chunks that the page loads by script tags of its own.
//
// Installs: waiting, promises of the chunks of `w` that have not registered yet
// Needs:    core, ensure, deferred, chunk_global
// Data:     w [chunkId, …] initial chunks in other files
var waiting = coming(data.w || []);
