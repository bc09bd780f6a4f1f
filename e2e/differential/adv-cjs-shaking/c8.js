exports.self = function () { return this === undefined || this === globalThis };
