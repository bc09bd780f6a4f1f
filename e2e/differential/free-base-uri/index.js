// env: web
globalThis.__result = [__webpack_base_uri__];
__webpack_base_uri__ = 'http://other.test/';
__result.push(__webpack_base_uri__, new URL('x.txt', __webpack_base_uri__).href);
