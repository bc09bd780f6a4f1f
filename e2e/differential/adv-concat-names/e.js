var self, window, globalThis_, undefined_ = void 0; export default [typeof self, typeof window];
