import './r.mjs'; globalThis.order = ['s'];
