globalThis.__result = [__webpack_chunkname__, __webpack_layer__, typeof __webpack_layer__];
