import './b.mjs';
globalThis.__result = [typeof __webpack_module__, __webpack_module__.id !== undefined, typeof __webpack_module__.exports];
