this.viaThis = 1;
const arrow = () => this;
globalThis.seen.push(Object.keys(exports), this === exports, arrow() === module.exports, arguments[1] === exports || arguments[0] === exports || true);
function f() { return arguments.length; }
globalThis.seen.push(f(1, 2), typeof arguments[0]);
