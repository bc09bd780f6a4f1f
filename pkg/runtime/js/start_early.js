// start_early.js: runs what does not wait for the shares and remotes of its entry.
//
// Installs: nothing
// Needs:    core
// Data:     ea [moduleId, …] in the order to run; start finds them run
data.ea.map(id => R(id));
