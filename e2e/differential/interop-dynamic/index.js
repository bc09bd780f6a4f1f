globalThis.__result = (async () => [
  await import('./flag.js'), await import('./plain.js'), (await import('./fn.js')).default(), Object.keys(await import('./fn.js')).sort(),
  await import('./prim.js'), await import('./nul.js'), await import('./arr.js'), await import('./j.json'), await (await import('./strict.mjs')).go(), await import('./thenable.js').then((x) => x, (e) => e),
])();
