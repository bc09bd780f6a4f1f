globalThis.__result = [typeof import.meta.resolve];
