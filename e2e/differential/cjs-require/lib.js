exports.a = 1; exports.this = this === exports;
