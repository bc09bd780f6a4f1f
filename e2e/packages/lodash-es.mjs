import _, { camelCase, chunk, cloneDeep, curry, debounce, get, groupBy, isEqual, merge, orderBy, set, template, words } from 'lodash-es';
import range from 'lodash-es/range.js';
import * as all from 'lodash-es';

globalThis.__result = {
  version: _.VERSION, count: Object.keys(all).length, same: _.chunk === chunk, camel: camelCase('foo bar-baz'), chunks: chunk(range(5), 2),
  clone: cloneDeep({ a: [new Date(0), /x/g.source] }), curry: curry((a, b, c) => a + b + c)(1)(2)(3), debounce: typeof debounce(() => {}).cancel,
  get: get(set({}, 'a[0].b', 4), 'a.0.b'), group: groupBy([1.2, 1.8, 2.1], Math.floor), equal: isEqual({ a: new Set([1]) }, { a: new Set([1]) }),
  merge: merge({ a: { b: 1 } }, { a: { c: 2 } }), order: orderBy([{ n: 1 }, { n: 3 }], ['n'], ['desc']), template: template('<%= a %>!')({ a: 1 }), words: words('one, two'),
  chain: _([3, 1, 2]).sortBy().map((x) => x * 2).value(),
};
