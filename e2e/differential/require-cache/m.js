globalThis.runs = (globalThis.runs || 0) + 1;
exports.n = globalThis.runs;
