// worker_path.js: the public path of a worker that was started through a script of another origin.
//
// Installs: R.p
// Needs:    public_path_auto
// Data:     r: path from this file's directory to the output directory, when it is not that
//
// The location is then that of worker_wrap's script, while a stack trace begins in this file.
if (!self.document && !/^http/.test(self.location.href)) {
	R.p = (/http.*?(?=:\d+:\d)/.exec(Error().stack) || [""])[0].replace(/[^/?#]*([?#].*)?$/, "") + (data.r || "");
}
