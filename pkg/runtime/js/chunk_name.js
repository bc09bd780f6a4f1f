// chunk_name.js: the name of the chunk that runs the build.
//
// Installs: R.cn
// Needs:    core
// Data:     cn: the name
R.cn = data.cn;
