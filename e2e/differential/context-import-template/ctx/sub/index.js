module.exports = "sub/index";
