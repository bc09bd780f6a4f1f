// trusted_scripts.js: tags of scripts get URLs that a Trusted Types policy made.
//
// Installs: changes R.l
// Needs:    core, script_loader, trusted_types
// Data:     nothing
var untrusted = R.l;
R.l = (url, done, key, id, more) => untrusted(url, done, key, id, { ...more, src: R.tu(url) });
