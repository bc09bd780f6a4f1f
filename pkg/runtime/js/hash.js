// hash.js: comparing files with their hashes, on Node.
//
// Installs: checkHash(text or bytes, "sha384-…") throws when it is another; R.rq(request, hash, require) → exports
// Needs:    core
// Data:     require: Node's require of the running file
var checkHash = (body, integrity) => {
	// Of several algorithms browsers take the strongest; one that matches is as good here.
	var ok = integrity.split(" ").some(one => {
		var [algorithm, hash] = one.split(/-(.*)/);
		return data.require("crypto").createHash(algorithm).update(body).digest("base64") == hash;
	});
	if (!ok) throw Error("The file does not have the hash " + integrity);
};
R.rq = (request, integrity, require) => {
	checkHash(data.require("fs").readFileSync(require.resolve(request)), integrity);
	return require(request);
};
