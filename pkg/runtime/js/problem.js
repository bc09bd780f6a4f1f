// problem.js: how this runtime words a failure.
//
// Installs: problem(code, message, more) → Error whose text starts with "[code] "; `more` is copied on it.
// Needs:    nothing
// Data:     nothing
//
// The code is both in the text, for people and logs, and in error.code, for programs. What follows it keeps webpack's
// wording wherever webpack has a message, because dashboards and retry helpers search for those words.
var problem = (code, message, more) => Object.assign(Error(`[${code}] ${message}`), { code }, more);
