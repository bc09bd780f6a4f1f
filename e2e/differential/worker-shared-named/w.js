self.onconnect = (e) => { const p = e.ports[0]; p.onmessage = (m) => p.postMessage([m.data, location.pathname.endsWith(".js")]); };
