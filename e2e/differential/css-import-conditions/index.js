// env: chromium
import './index.css';
const read = () => new Promise((ok) => {
  const link = document.createElement('link');
  link.rel = 'stylesheet'; link.href = 'main.css'; link.onload = ok; document.head.append(link);
}).then(() => {
  document.body.innerHTML = '<p class="a"></p><p class="b"></p><p class="c"></p><p class="d"></p><p class="e"></p><p class="f"></p><p class="g"></p>';
  return [...'abcdefg'].map((c) => getComputedStyle(document.querySelector('.' + c)).color);
});
globalThis.__result = read();
