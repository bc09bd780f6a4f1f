globalThis.__result = (async () => [await Promise.allSettled([1]), 2n ** 3n == 8n, globalThis === global])();
