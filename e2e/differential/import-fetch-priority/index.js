// env: web
globalThis.__result = (async () => {
  const seen = [];
  const add = document.head.appendChild.bind(document.head);
  document.head.appendChild = (t) => { seen.push(t.fetchPriority || t.attributes.fetchpriority); return add(t); };
  await import(/* webpackFetchPriority: "high" */ './b.js');
  await import('./c.js');
  return seen;
})();
