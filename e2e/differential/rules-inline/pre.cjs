module.exports = (s) => s.trim() + ' pre\n';
