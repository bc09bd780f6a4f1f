globalThis.__result = [typeof __webpack_require__ !== 'undefined' ? 'bundled' : 'plain', typeof __webpack_modules__ === 'object', typeof __webpack_public_path__ !== 'undefined'];
