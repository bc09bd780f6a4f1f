module.exports = "dep"
