// shared_runtime.js: a runtime in a file of its own, for the files of several entries.
//
// Installs: nothing; ends the runtime by returning the require function
// Needs:    core, take_chunk
// Data:     nothing
return R;
