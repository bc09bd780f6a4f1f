// Package minify shrinks JavaScript that mfbundle generated, and lowers it to
// the target, with esbuild's Transform; short names it gives itself (mangle.go), as
// that makes what is sent over a network 1 to 5 % smaller.
//
// It takes three shapes of text: a run of statements of one function body
// (Body), members of an object literal (Object) and a whole script (Script). The
// first two are parts of a chunk: what comes back is put together with other
// parts, in one scope, by the caller. So names that other parts may use have to
// stay, and names that esbuild makes up must not meet those of another part.
// It knows nothing of modules and chunks.
//
// # Names
//
// esbuild keeps the top-level names of a text without import and export, top-level
// await included. It does rename what lowering adds at the top level, though: the
// helpers (__async, __publicField), the WeakMaps of private fields and temporary
// variables become var e, var t, and two parts with a var e each destroy each
// other. Where the target can need such names, the text is therefore transformed
// twice: lowered without renaming; then helpers get the suffix "$", which no
// package that was itself built by esbuild has, and other generated names a suffix
// made from the text; then minified, where both count as top-level names and
// stay. Equal helpers of two parts are then equal declarations of one name.
//
// # Batches
//
// Object with all of minification and a map, 5 MB of functions cut from three.js,
// two workers on a busy 2-core AMD EPYC, Go 1.26, esbuild 0.28.2 (TestBatchSizes):
//
//	batch           8 KB   32 KB  128 KB  512 KB    1 MB    2 MB    all
//	ESNext, CPU   434 ms  349 ms  365 ms  327 ms  370 ms  329 ms  375 ms
//	ES2020, CPU   947 ms  704 ms  666 ms  673 ms  691 ms  704 ms  692 ms
//	bytes out     +0 as the smallest; larger batches gain nothing (+0.05%)
//
// A call has a fixed cost of about half a millisecond and esbuild works on one
// text with one goroutine, so what counts is that both cores have work to the
// end: 128 to 512 KB, and at least four batches a core where there is that much.
// Lowering targets cost twice as much (see Names).
package minify
