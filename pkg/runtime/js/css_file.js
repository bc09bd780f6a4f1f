// css_file.js: file names of the style sheets of chunks.
//
// Installs: R.k(chunkId) → file name relative to the output directory
// Needs:    core
// Data:     s: [prefix, {chunkId: middle}, suffix], as u
R.k = id => data.s[0] + (data.s[1][id] || id) + data.s[2];
