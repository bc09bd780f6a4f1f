module.exports = "no dash"
