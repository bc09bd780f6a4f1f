const fs = require('fs'), path = require('path');
const url = require('./a.png'), raw = require('./b.txt'), viaContext = require.context('./', false, /\.png$/);
globalThis.__result = (async () => [typeof url, url === viaContext('./a.png'), raw, (await import('./a.png')).default === url, fs.existsSync(path.join(__dirname, 'img/a.png')), url.replace(/^.*\/\//, '')])();
