// modes: production
globalThis.__result = [typeof import.meta.env, import.meta.env?.MODE, import.meta.env && Object.keys(import.meta.env).sort()];
