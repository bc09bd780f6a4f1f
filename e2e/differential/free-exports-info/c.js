export const x = 1, y = 2;
export const info = [__webpack_exports_info__.x.used, __webpack_exports_info__.y.used, typeof __webpack_exports_info__, __webpack_exports_info__.y.canMangle];
