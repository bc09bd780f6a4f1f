module.exports = "a"
