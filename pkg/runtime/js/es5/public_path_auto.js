// Made of ../public_path_auto.js by e2e/lower-runtime.mjs.
var script = self.document;
var url = script ? (script = script.currentScript) && /^script$/i.test(script.tagName) ? script.src : (/http.*?(?=:\d+:\d)/.exec(Error().stack) || [])[0] : self.location.href;
R.nc = script && script.nonce;
R.p = url ? url.replace(/[^/?#]*([?#].*)?$/, "") + (data.r || "") : {
  toString: function () {
    throw problem("public-path-unknown", "Set output.publicPath");
  }
};
