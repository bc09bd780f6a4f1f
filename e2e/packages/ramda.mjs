import * as R from 'ramda';
import { compose, curry, evolve, groupBy, lensPath, map, over, path, pipe, prop, set, sortWith, transduce, view, zipWith, __ } from 'ramda';

const lens = lensPath(['a', 0, 'b']);
globalThis.__result = { keys: Object.keys(R).length, pipe: pipe(map((x) => x + 1), R.sum)([1, 2]), compose: compose(R.toUpper, R.trim)(' x '), curry: curry((a, b) => a - b)(__, 1)(9), lens: [view(lens, { a: [{ b: 1 }] }), set(lens, 5, {}), over(lens, R.inc, { a: [{ b: 1 }] })], evolve: evolve({ n: R.negate }, { n: 3, k: 1 }), group: groupBy((n) => (n % 2 ? 'odd' : 'even'))([1, 2, 3]), path: path(['x', 'y'], { x: { y: 3 } }), sorted: sortWith([R.descend(prop('n'))])([{ n: 1 }, { n: 2 }]), trans: transduce(R.compose(R.filter((x) => x > 1), R.take(2)), R.flip(R.append), [], [1, 2, 3, 4]), zip: zipWith(R.add, [1, 2], [3, 4]), equals: R.equals({ a: new Map([[1, 2]]) }, { a: new Map([[1, 2]]) }) };
