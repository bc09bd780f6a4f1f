globalThis.__result = [typeof global, global === globalThis, typeof __filename, typeof __dirname];
