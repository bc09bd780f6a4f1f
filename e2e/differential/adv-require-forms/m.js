exports.v = 'v';
