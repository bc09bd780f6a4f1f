module.exports = (x) => 'jq ' + x; module.exports.fn = 'fn';
