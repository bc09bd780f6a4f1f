import { double } from './lib.js';
self.onmessage = async (e) => { const { lazy } = await import('./lazy.js'); self.postMessage([double(e.data), lazy, self.name, typeof window]); };
