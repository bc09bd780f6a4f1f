let n = 0; exports.count = 0; exports.reset = function () { this.count = ++n; };
