module.exports = (s) => s.trim() + ' normal\n';
