// external_values.js: modules that the wrapper of a library hands in.
//
// Installs: R.xv {moduleId: value}
// Needs:    core
// Data:     xv: {moduleId: value}
R.xv = data.xv;
