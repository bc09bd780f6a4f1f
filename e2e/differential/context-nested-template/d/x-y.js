module.exports = "xy"
