exports.c = require('./leaf.js').leaf + ' c';
