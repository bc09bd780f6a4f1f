// Package loader runs loaders written for webpack.
//
// A Pool keeps processes of Node, started when the first module needs one, that
// run the project's own loader-runner. Run sends one module to a process and
// returns what its loaders made of it; what loaders ask in between (to resolve a
// request, to load another module) is answered by the Host. A process that dies
// or does not answer fails the modules that it was at, with the name of the
// loader, and is replaced by another.
//
// The package knows no modules and no rules: which loaders run on what is for
// its callers. The other side is js/worker.js, which documents the messages.
package loader
