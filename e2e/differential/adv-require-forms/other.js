exports.v = 'other';
