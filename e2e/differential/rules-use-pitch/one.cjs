module.exports = function (s) { return s + `\n// one ${JSON.stringify(this.getOptions())}`.replace(/./, '\n$&').trim() };
module.exports.pitch = function (rest, before, data) { data.x = 1; };
