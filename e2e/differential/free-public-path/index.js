// env: web
const before = typeof __webpack_public_path__;
__webpack_public_path__ = '/assets/';
globalThis.__result = [before, __webpack_public_path__, __webpack_require__.p];
