// env: web
globalThis.Worker = class { constructor(url, options) { this.at = [String(url), options]; } };
globalThis.__result = [new Worker(/* webpackIgnore: true */ new URL('./w.js', document.baseURI), { type: 'module' }).at, new Worker('./x.js').at];
