const { List, Map, version } = require('immutable');

globalThis.__result = { version, text: String(Map({ a: List([1, 2]) })), instance: List([1]) instanceof List };
