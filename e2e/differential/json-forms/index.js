import whole, { a, nested } from './a.json';
import * as ns from './a.json';
import list from './list.json';
import str from './str.json';
import nul from './null.json';
import num from './num.json';
import withAttr from './a.json' with { type: 'json' };
const req = require('./a.json');
globalThis.__result = (async () => [whole, a, nested.x, Object.keys(ns).sort(), ns.default === whole, list, list.length, str, nul, num, req === whole, withAttr === whole, await import('./b.json'), ns['quoted key'], whole.__proto__ === Object.prototype, Object.keys(whole)])();
