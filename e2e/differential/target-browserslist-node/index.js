globalThis.__result = [typeof require("fs").readFileSync, ({ a: 1 })?.a];
