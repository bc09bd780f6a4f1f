globalThis.__result = [typeof __non_webpack_require__('node:path').join];
