import { used, deep, list } from './data.json';
import * as ns from './other.json';
import def from './def.json';
globalThis.__result = [used, deep.a.b, list[1], list.length, ns.x.y, ns.list.map((v) => v.k), def.p.q, 'gone' in def, Object.keys(def.r)];
