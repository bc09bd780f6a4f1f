const single = require('tiny-single');
module.exports = function legacy(name) { return `${name} with ${single.version}`; };
module.exports.answer = 42;
