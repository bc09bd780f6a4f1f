// public_path.js: a public path fixed by the build.
//
// Installs: R.p, which user code may assign through __webpack_public_path__; R.nc, the nonce of the running script
// Needs:    core
// Data:     p: string, "" or ending in "/"
if (typeof document == "object" && document.currentScript) R.nc = document.currentScript.nonce;
R.p = data.p;
