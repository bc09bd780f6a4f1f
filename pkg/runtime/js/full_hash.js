// full_hash.js: a hash of everything that the build is made of.
//
// Installs: R.h()
// Needs:    core
// Data:     h: the hash
R.h = () => data.h;
