// relative_url.js: new URL("./file", import.meta.url) where parser.url is "relative".
//
// Installs: R.U(address), a constructor of URLs whose parts are those of the address as it is
// Needs:    core
// Data:     nothing
//
// A URL object knows absolute addresses only, so each member is put on top of one.
R.U = function (address) {
	var absolute = new URL(address, "x:/");
	var members = {};
	for (var name in absolute) members[name] = absolute[name];
	members.href = address;
	members.pathname = address.replace(/[?#].*/, "");
	members.origin = members.protocol = "";
	members.toString = members.toJSON = () => address;
	for (name in members) Object.defineProperty(this, name, { value: members[name], enumerable: true, configurable: true });
};
R.U.prototype = URL.prototype;
