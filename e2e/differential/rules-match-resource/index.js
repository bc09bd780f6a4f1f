import a from './x.js.txt!=!./tojs.cjs!./a.data';
import json from './virtual.json!=!./a.data';
globalThis.__result = [a, json];
