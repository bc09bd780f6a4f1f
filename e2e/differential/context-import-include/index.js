const get = async (n) => { try { return await import(/* webpackInclude: /[ab]\.js$/ */ /* webpackExclude: /b\.js$/ */ `./ctx/${n}`); } catch (e) { return e.code; } };
globalThis.__result = Promise.all(['a.js', 'b.js', 'c.js', 'd.json'].map(get));
