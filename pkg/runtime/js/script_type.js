// script_type.js: tags of scripts have a type.
//
// Installs: changes R.l
// Needs:    core, script_loader
// Data:     st: the type
var untyped = R.l;
R.l = (url, done, key, id, more) => untyped(url, done, key, id, { ...more, type: data.st });
