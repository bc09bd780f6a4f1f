// start_async.js: start-up of a file whose initial chunks use remotes or shares that have to be waited for.
//
// Installs: nothing; ends the runtime by returning a promise of the exports of the last entry
// Needs:    start, ensure; waiting when other initial chunks come by script tags of the page
// Data:     that of start; c and w, the initial chunks, for which cc and rm may have rows
//
// To load a chunk that is there is to get its shares and remotes.
return Promise.all(data.c.concat(data.w || []).map(id => R.e(id))).then(run);
