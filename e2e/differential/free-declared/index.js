function f(__webpack_require__, module) { return [__webpack_require__, module, typeof __webpack_public_path__]; }
globalThis.__result = [f(1, 2)];
