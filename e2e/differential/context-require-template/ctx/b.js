exports.b = "b"; exports.__esModule = true; exports.default = "bd";
