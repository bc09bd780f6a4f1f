module.exports = [__resourceQuery, __resourceFragment, typeof __resourceQuery]
