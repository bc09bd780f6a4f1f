export async function load() {
  const { text, default: value } = await import('./inner.mjs');
  return [text, value];
}
