globalThis.__result = [__webpack_module__ === module, __webpack_module__.id === module.id, module.id !== undefined, typeof module, typeof exports];
