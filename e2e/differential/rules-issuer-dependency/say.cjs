module.exports = function (s) { return 'module.exports = ' + JSON.stringify(s.trim() + this.query) };
