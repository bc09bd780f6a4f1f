module.exports = ['x', 'y'];
