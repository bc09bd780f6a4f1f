module.exports = "z"
