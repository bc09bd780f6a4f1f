const Array = 'Array a', Object = 'Object a', a = 'a a', require = 'r', module = 'm', exports = 'e';
export { Array, Object, a, require, module, exports };
