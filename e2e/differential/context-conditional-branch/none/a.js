module.exports = "none"
