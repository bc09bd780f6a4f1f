__webpack_public_path__ = globalThis.cdn || 'http://page.test/sub/../';
