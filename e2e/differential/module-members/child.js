exports.early = module.loaded;
exports.late = () => module.loaded;
exports.id = module.id;
exports.same = module.exports === exports;
