// late_trust.js: the Trusted Types policy of a container that loads its runtime, which goes on to use it: a page may allow
// one policy of a name and no more.
//
// Installs: policy() → the policy, made when it is first needed
// Needs:    nothing; it is part of the function of late_runtime
// Data:     tt as for trusted_types; g: name of the global array of chunks, in which containers of one runtime find it
var policy = () => {
	var shared = (self[data.g] = self[data.g] || []);
	if (!shared.policy) {
		shared.policy = { createScriptURL: url => "" + url };
		if (typeof trustedTypes == "object") {
			try {
				shared.policy = trustedTypes.createPolicy(data.tt[0], shared.policy);
			} catch (error) {
				if (!data.tt[1]) {
					shared.policy = 0;
					throw error;
				}
				console.warn(`Could not create trusted-types policy "${data.tt[0]}": ${error.message}`);
			}
		}
	}
	return shared.policy;
};
