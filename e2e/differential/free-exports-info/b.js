export const a = 1, b = 2;
export const info = { a: __webpack_exports_info__.a.used, b: __webpack_exports_info__.b.used, provided: [__webpack_exports_info__.a.provideInfo, __webpack_exports_info__.nope.provideInfo], useA: __webpack_exports_info__.a.useInfo, useB: __webpack_exports_info__.b.useInfo, nopeUsed: __webpack_exports_info__.nope.used };
