exports.b = 'b'; exports.a = 'overridden';
