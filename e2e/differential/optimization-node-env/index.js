globalThis.__result = [process.env.NODE_ENV, typeof process.env.NODE_ENV, process.env.NODE_ENV === "staging" ? "s" : "other"];
