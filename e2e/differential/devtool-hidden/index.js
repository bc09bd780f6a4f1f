const fs = require("fs");
globalThis.__result = [fs.existsSync(__filename + ".map"), /^\/\/# sourceMappingURL=/m.test(fs.readFileSync(__filename, "utf8")), "sourcesContent" in JSON.parse(fs.readFileSync(__filename + ".map", "utf8"))];
