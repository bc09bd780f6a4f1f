// start_waiting.js: start-up of a file whose page loads other initial chunks by script tags of its own.
//
// Installs: nothing; ends the runtime. Returns the exports of the last entry when all chunks are there, else a promise
// Needs:    start, waiting
// Data:     that of start
return waiting[0] ? Promise.all(waiting).then(run) : run();
