(function (root, factory) {
  if (typeof define === 'function' && define.amd) define(['./dep'], factory);
  else if (typeof exports === 'object') module.exports = factory(require('./dep'));
  else root.umd = factory(root.dep);
})(this, function (dep) { return { umd: dep, how: 'factory' }; });
