module.exports = [require.main === module, typeof require.main]
