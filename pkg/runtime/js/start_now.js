// start_now.js: start-up of a file that has all it needs.
//
// Installs: nothing; ends the runtime by running the entries and returning the exports of the last
// Needs:    start
// Data:     that of start
return run();
