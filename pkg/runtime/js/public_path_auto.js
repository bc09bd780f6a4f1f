// public_path_auto.js: the directory this file was loaded from.
//
// Installs: R.p, which user code may assign through __webpack_public_path__; R.nc, the nonce of the running script
// Needs:    core, problem
// Data:     r: path from this file's directory to the output directory, when it is not that
//
// document.currentScript is only there while the file runs, so it is read now and not on first use. The test of
// tagName is for <img name="currentScript">, which would let markup choose where scripts come from. Without a document
// this is a worker, whose location is that of its script. In <script type="module"> there is no current script, but a
// stack trace begins in this file.
var script = self.document;
var url = script
	? (script = script.currentScript) && /^script$/i.test(script.tagName)
		? script.src
		: (/http.*?(?=:\d+:\d)/.exec(Error().stack) || [])[0]
	: self.location.href;
R.nc = script && script.nonce;
R.p = url
	? url.replace(/[^/?#]*([?#].*)?$/, "") + (data.r || "")
	: {
			// Not an error yet: a file that was inlined or run in a vm may never load a chunk, or may set the path
			// itself. Whoever adds a file name to this object gets the error.
			toString() {
				throw problem("public-path-unknown", "Set output.publicPath");
			}
	  };
