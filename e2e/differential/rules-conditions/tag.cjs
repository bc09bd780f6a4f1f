module.exports = function (s) { return s.replace(/'(.*)'/, (_, t) => `'${t}${this.query.slice(1)}'`) };
