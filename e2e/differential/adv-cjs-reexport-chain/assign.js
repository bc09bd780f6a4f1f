exports = module.exports = 'assigned'; exports.ignored = 1;
