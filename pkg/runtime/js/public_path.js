// public_path.js: a public path fixed by the build.
//
// Installs: R.p, which user code may assign through __webpack_public_path__
// Needs:    core
// Data:     p: string, "" or ending in "/"
R.p = data.p;
