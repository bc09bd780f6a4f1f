// global.js: the global object.
//
// Installs: R.g
// Needs:    core
// Data:     nothing
//
// Browsers without globalThis all have self; Function("return this") would break a content security policy.
R.g = typeof globalThis == "object" ? globalThis : self;
