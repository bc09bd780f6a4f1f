// worker_url.js: the address of the script of a worker.
//
// Installs: R.wu(chunkId) → URL
// Needs:    core, base_uri, chunk_file; a public path, except on Node
// Data:     b: on Node, the URL of this file; r: path from its directory to the output directory, "./" when absent;
//           wp: public path of workers, when it is another one
R.wu = id => new URL((data.wp || (data.b ? data.r || "./" : R.p)) + R.u(id), R.b);
