// env: chromium
import './a.css';
import './b.js';
import './c.css';
import './a.css';
const read = () => new Promise((ok) => { const link = document.createElement('link'); link.rel = 'stylesheet'; link.href = 'main.css'; link.onload = ok; document.head.append(link); });
const colors = () => ['x', 'y', 'z'].map((c) => getComputedStyle(document.querySelector('.' + c)).color);
globalThis.__result = read().then(async () => {
  document.body.innerHTML = '<p class="x"></p><p class="y"></p><p class="z"></p>';
  const before = colors(); await import('./lazy.js'); return [before, colors(), getComputedStyle(document.body).backgroundImage.replace(/^url\("?https?:..[^/]*/, '').startsWith('/') || getComputedStyle(document.body).backgroundImage.includes('data:')];
});
