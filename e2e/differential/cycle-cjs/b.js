const a = require('./a');
exports.seen = a.done;
exports.fn = () => a.done;
exports.done = 'b';
