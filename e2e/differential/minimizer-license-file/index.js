// modes: production
import "./a"; import "./b";
/*! kept once */
const fs = require("fs"), file = __filename + ".LICENSE.txt";
globalThis.__result = [fs.existsSync(file) && fs.readFileSync(file, "utf8").split("\n\n").map(s => s.trim()).sort(), /LICENSE\.txt/.test(fs.readFileSync(__filename, "utf8"))];
