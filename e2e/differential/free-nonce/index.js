// env: web
__webpack_nonce__ = 'abc';
globalThis.__result = import('./b.js').then(() => document.tags.length ? document.tags[0].getAttribute('nonce') : 'removed');
const add = document.head.appendChild.bind(document.head);
document.head.appendChild = (t) => { console.log(t.getAttribute('nonce')); return add(t); };
