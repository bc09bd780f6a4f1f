function thisOf() { return this === undefined }
var frozen; try { Object.freeze({ a: 1 }).a = 2; frozen = 'silent'; } catch (e) { frozen = e.name; }
module.exports = [thisOf(), frozen, typeof arguments, arguments.length > 0];
