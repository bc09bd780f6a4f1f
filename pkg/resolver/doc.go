// Package resolver turns a specifier and the directory of its importer into an
// absolute file, following the rules of webpack's enhanced-resolve 5: relative
// and package requests, exports and imports fields, aliases, browser maps,
// extension aliases, tsconfig paths, roots, restrictions and symlinks.
//
// A [Resolver] is one frozen set of [Options]. It is immutable and safe for
// concurrent use. Many Resolvers share one [Cache], which reads every directory
// and every package.json at most once; [Cache.Invalidate] forgets what a watcher
// saw change.
//
// One resolution is a [session]: a chain of methods in pipeline.go, each named
// after the step of enhanced-resolve that it reproduces (parsedResolve,
// normalResolve, rawModule, file and so on). A step answers "found", "not found,
// go on" or an error; an error ends the whole resolution, which is how an exports
// field hides the files it does not list.
//
// The package knows files and packages only: no modules, no spans, no build
// options. Its errors are typed ([NotFoundError], [ExportsError], ...), and the
// caller adds the place in the source. Built-in modules ("node:fs") and data URLs
// are the caller's business and must not be passed in.
package resolver
