import * as ns from 'immutable';
import { fromJS, is, List, Map as IMap, OrderedMap, Range, Record, Seq, Set as ISet } from 'immutable';

const Point = Record({ x: 0, y: 0 }, 'Point');
globalThis.__result = { version: ns.version, keys: Object.keys(ns).sort(), js: fromJS({ a: [1, { b: 2 }] }).setIn(['a', 1, 'b'], 3).toJS(), is: is(IMap({ a: List([1]) }), IMap({ a: List([1]) })), set: ISet([3, 3, 1]).sort().toArray(), range: Range(0, 20, 5).toArray(), record: new Point({ x: 4 }).set('y', 2).toJS(), seq: Seq([1, 2, 3, 4]).filter((n) => n % 2).map((n) => n * n).toArray(), text: String(OrderedMap([['k', List.of(1, 2)]])), hash: IMap({ a: 1 }).hashCode() };
