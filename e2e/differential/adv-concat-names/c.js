export const a = (function a(a_1) { return typeof a + typeof a_1 })(1);
const arguments_ = 1; function f() { var a = arguments.length; return a } export { f };
