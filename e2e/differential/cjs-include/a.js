globalThis.__ran = 1
