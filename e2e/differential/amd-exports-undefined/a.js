define(["exports"], function (exports) { exports.x = 1; });
