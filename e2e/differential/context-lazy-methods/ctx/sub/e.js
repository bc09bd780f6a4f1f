module.exports = "sub/e";
