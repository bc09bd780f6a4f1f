// base_uri.js: the base of new URL("./file", import.meta.url).
//
// Installs: R.b
// Needs:    core
// Data:     bu: base that the configuration gives; b: base given by the caller (import.meta.url, or the file URL of
//           __filename); absent in browsers
R.b = data.bu || data.b || (typeof document == "object" && document.baseURI) || (self.location || {}).href;
