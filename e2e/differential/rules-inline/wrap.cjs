module.exports = function (s) { return s.startsWith('export') ? s.replace('default ', 'default ' + JSON.stringify(this.query) + ' + ') : 'export default ' + JSON.stringify(s.trim() + this.query) };
