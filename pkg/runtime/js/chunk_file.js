// chunk_file.js: file names of chunks.
//
// Installs: R.u(chunkId) → file name relative to the output directory
// Needs:    core
// Data:     u: [prefix, {chunkId: middle}, suffix]; a chunk without an entry has its id as middle
R.u = id => data.u[0] + (data.u[1][id] || id) + data.u[2];
