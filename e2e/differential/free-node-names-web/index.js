// env: web
globalThis.__result = [typeof global, global === globalThis, __filename, __dirname, typeof __filename];
