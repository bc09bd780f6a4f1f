// modes: production
globalThis.__result = [process.env.NODE_ENV === "production", process.env.NODE_ENV === "development"];
