const { x } = await import('./a.mjs');
globalThis.__result = [x, (await import('./b.mjs')).y];
