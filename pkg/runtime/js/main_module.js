// main_module.js: which module the program started with, for require.main in builds with several entries.
//
// Installs: R.s, the id of the last module of the entry that ran last
// Needs:    core
// Data:     e, that of start; absent where entries start themselves and set R.s
R.s = data.e && data.e[data.e.length - 1];
