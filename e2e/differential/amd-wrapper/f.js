define(['exports', './dep'], function (exports, dep) { exports.f = dep.x; });
