module.exports = function () { return module.exports.prop }; module.exports.prop = 'prop';
