// start.js: runs the entries.
//
// Installs: run() → exports of the last entry
// Needs:    core
// Data:     e [moduleId, …] in the order to run
var run = () => data.e.map(id => R(id)).pop();
