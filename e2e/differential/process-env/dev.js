module.exports = 'dev file';
