module.exports = Object.assign({}, { a: 'a' }, require('./four.js'));
