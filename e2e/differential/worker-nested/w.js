const inner = new Worker(new URL('./inner.js', import.meta.url));
inner.onmessage = (e) => self.postMessage(['outer', e.data]);
