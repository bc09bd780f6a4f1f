module.exports = () => 'fn'; module.exports.x = 1;
