module.exports = "b"
