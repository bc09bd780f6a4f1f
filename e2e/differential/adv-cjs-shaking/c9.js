var e = exports; e.q = 1; (function (x) { x.r = 2 })(exports);
