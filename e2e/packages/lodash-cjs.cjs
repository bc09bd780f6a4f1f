const _ = require('lodash');
const merge = require('lodash/merge');

globalThis.__result = { version: _.VERSION, merge: merge({ a: 1 }, { b: 2 }), template: _.template('${ x }')({ x: 2 }), unescape: _.unescape('&lt;') };
