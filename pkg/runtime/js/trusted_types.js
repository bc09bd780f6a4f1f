// trusted_types.js: URLs of scripts and workers go through a Trusted Types policy.
//
// Installs: R.tu(url) → TrustedScriptURL, or the URL where there are no Trusted Types
// Needs:    core
// Data:     tt: [name of the policy, 1 to go on without it when it may not be made]
//
// The policy is made when it is first needed: a page that has loaded all its files needs none. A container that loaded this
// runtime has made it already (R.tp, late_trust).
var trust;
R.tu = url => {
	if (R.tp) trust = R.tp();
	if (!trust) {
		trust = { createScriptURL: url => "" + url };
		if (typeof trustedTypes == "object") {
			try {
				trust = trustedTypes.createPolicy(data.tt[0], trust);
			} catch (error) {
				if (!data.tt[1]) {
					trust = 0; // asked again, the page may allow it
					throw error;
				}
				console.warn(`Could not create trusted-types policy "${data.tt[0]}": ${error.message}`);
			}
		}
	}
	return trust.createScriptURL(url);
};
