module.exports['lat' + 'er'] = 'later';
