module.exports = [module.loaded, typeof module.exports, 'x' in module];
module.exports.later = () => module.loaded;
