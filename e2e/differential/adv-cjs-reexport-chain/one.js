module.exports = require('./two.js');
