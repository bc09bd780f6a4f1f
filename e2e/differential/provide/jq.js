module.exports = (x) => "$" + x; module.exports.default = 1
