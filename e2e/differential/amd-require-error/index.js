globalThis.__result = new Promise((ok) => { require(['./bad'], () => ok('ran'), (e) => ok(e.message)); });
