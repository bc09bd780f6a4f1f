// marker.js: marks exports as those of an ES module.
//
// Installs: R.r(exports)
// Needs:    core
// Data:     nothing
R.r = exports => {
	Object.defineProperty(exports, Symbol.toStringTag, { value: "Module" });
	Object.defineProperty(exports, "__esModule", { value: true });
};
