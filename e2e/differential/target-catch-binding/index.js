let r; try { throw 1 } catch { r = "caught" }
globalThis.__result = [r, 1_000_000, 0b11, `a${r}b`, String.raw`\n${1}`];
