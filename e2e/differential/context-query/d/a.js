module.exports = __resourceQuery
