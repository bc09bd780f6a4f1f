globalThis.__result = (async () => {
  const m = await import('./a.module.css'), t = (await import('./text.css')).default;
  return [Object.fromEntries(Object.entries(m)), typeof t, typeof t === 'string' && t.includes('.text')];
})();
