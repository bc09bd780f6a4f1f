// Package source is about positions in text: spans, lists of edits, line
// tables and source maps.
//
// It takes bytes and offsets and gives bytes and offsets back. It must not know
// what a module is, which language a file is written in (but for the rough token
// scan that decides where an unminified map gets its segments), or where files
// come from.
//
// The way from inputs to a map of an output goes like this:
//
//	Input   a text and where it comes from (itself, or through a Map)
//	Piece   an Input with its edits, and glue around it
//	Join    pieces → one text and the Trace of it
//	Builder collects segments: Trace.Emit for text that stays as it is,
//	        Trace.Compose for text that went through a minifier with a map;
//	        Builder.Append joins the builders of parts made in parallel
//	JSON    the map as written to disk
//
// Lines and columns are 0-based everywhere in this package, and columns count
// UTF-16 units. A line ends at LF, CR, CR LF, U+2028 or U+2029: these are the line
// terminators of JavaScript, so engines, esbuild and the source map format agree
// on them.
package source
