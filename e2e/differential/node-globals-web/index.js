// env: web
const out = [];
out.push(typeof Buffer, typeof setImmediate, typeof __dirname, typeof __filename, global === globalThis);
out.push(typeof process === 'undefined' ? 'none' : 'some');
globalThis.__result = out;
