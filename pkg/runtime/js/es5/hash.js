// Made of ../hash.js by e2e/lower-runtime.mjs.
var checkHash = function (body, integrity) {
  var ok = integrity.split(" ").some(function (one) {
    var _one$split = one.split(/-(.*)/),
      algorithm = _one$split[0],
      hash = _one$split[1];
    return data.require("crypto").createHash(algorithm).update(body).digest("base64") == hash;
  });
  if (!ok) throw Error("The file does not have the hash " + integrity);
};
R.rq = function (request, integrity, require) {
  checkHash(data.require("fs").readFileSync(require.resolve(request)), integrity);
  return require(request);
};
