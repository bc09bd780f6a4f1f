exports.sub = {}; exports.sub.x = 'x'; exports.sub.y = 'y';
