// charset.js: tags of scripts say that files are UTF-8.
//
// Installs: changes R.l
// Needs:    core, script_loader
// Data:     nothing
var undeclared = R.l;
R.l = (url, done, key, id, more) => undeclared(url, done, key, id, { ...more, charset: "utf-8" });
