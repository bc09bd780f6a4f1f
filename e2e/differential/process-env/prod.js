module.exports = 'prod file';
