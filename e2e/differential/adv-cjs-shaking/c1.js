exports.a = 'a'; exports.unused = exports.a + ' unused'; module.exports.c = exports.unused;
