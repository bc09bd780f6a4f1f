// system_context.js: what SystemJS tells a module about itself.
//
// Installs: R.y, with meta and import(); undefined where the file is no System module
// Needs:    core
// Data:     y: the context
R.y = data.y;
