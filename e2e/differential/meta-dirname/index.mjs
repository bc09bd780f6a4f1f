globalThis.__result = [typeof import.meta.dirname, typeof import.meta.filename];
