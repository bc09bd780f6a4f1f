// runtime_id.js: the id of the runtime, for modules that differ by runtime.
//
// Installs: R.j
// Needs:    core
// Data:     j: the id
R.j = data.j;
