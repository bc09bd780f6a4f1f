const axios = require('axios');

globalThis.__result = { version: axios.VERSION, self: typeof axios.default, uri: axios.getUri({ url: '/x', params: { a: 1 } }), callable: typeof axios };
