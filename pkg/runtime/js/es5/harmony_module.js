// Made of ../harmony_module.js by e2e/lower-runtime.mjs.
R.hmd = function (module) {
  module = Object.create(module);
  module.children = module.children || [];
  Object.defineProperty(module, "exports", {
    enumerable: true,
    set: function () {
      throw Error("ES Modules may not assign module.exports or exports.*, Use ESM export syntax, instead: " + module.id);
    }
  });
  return module;
};
