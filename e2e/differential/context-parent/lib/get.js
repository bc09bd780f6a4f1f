module.exports = (n) => require("../data/" + n);
