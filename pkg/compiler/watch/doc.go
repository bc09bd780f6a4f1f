// Package watch builds, waits for files to change, and builds again, while it
// serves the last build that had no errors.
//
// It takes a function that loads configurations and one that applies plugins,
// and returns when its context ends. Between builds it keeps what was read and
// parsed (scan.Cache, resolver.Cache) and forgets what the file system says has
// changed; every pass behind scanning runs whole.
//
// It prints nothing: what happens goes to Options.Report. The script that
// reloads pages is put into HTML on its way to a browser and never into files.
package watch
