// Every type of library with every type of externals that fits it: webpack and mfbundle build the same source, and where
// its exports get to, with what is outside in them, has to be the same.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import vm from 'node:vm';
import { build, webpackBuild } from './lib/build.mjs';
import { missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';

const reason = withMfbundle ? skipOrFail(missing()) : 'E2E_ONLY leaves mfbundle out';
const LIBRARIES = ['var', 'assign', 'assign-properties', 'this', 'window', 'self', 'global', 'commonjs', 'commonjs2', 'commonjs-module', 'commonjs-static', 'umd', 'umd2', 'amd', 'amd-require', 'system', 'jsonp'];
const ANYWHERE = ['var', 'assign', 'this', 'window', 'self', 'global', 'commonjs', 'commonjs2', 'commonjs-module', 'commonjs-static', 'node-commonjs', 'promise'];
const WRAPPED = ['umd', 'umd2', 'amd', 'amd-require', 'system']; // only the wrapper of that library hands them in

const request = (externals) => (externals === 'promise' ? 'Promise.resolve({v: "promised"})' : 'dep');
const unnamed = ['commonjs2', 'commonjs-module', 'commonjs-static', 'amd-require'];
const libraryOf = (type) => (unnamed.includes(type) ? { type } : { type, name: 'Lib' });
const pairs = [...ANYWHERE.map((externals) => ({ externals, libraries: LIBRARIES })), ...WRAPPED.map((type) => ({ externals: type, libraries: [type] }))];

/** What a page, Node and loaders see after the script ran: each place that the exports got to. */
async function observe(file) {
  const seen = [];
  const outside = (from) => ({ v: `dep of ${from}` });
  const module = { exports: {} };
  const box = vm.createContext({ dep: outside('global'), exports: module.exports, module, require: (names, then) => {
    if (typeof names === 'string') return outside('require');
    seen.push(['amd-require', names, then(...names.map(() => outside('amd')))]);
  } });
  Object.assign(box, { self: box, window: box, Lib: undefined });
  box.define = (...args) => { const make = args.pop(); seen.push(['define', ...args, make(...args.at(-1).map(() => outside('amd')))]); };
  box.define.amd = {};
  box.System = { register(name, deps, declare) {
    const out = {};
    const m = declare((x, value) => Object.assign(out, typeof x === 'string' ? { [x]: value } : x));
    deps.forEach((_, i) => m.setters[i](outside('system')));
    m.execute();
    seen.push(['system', name, deps, out]);
  } };
  if (/jsonp/.test(file)) box.Lib = (x) => seen.push(['jsonp', x]);
  vm.runInContext(fs.readFileSync(file, 'utf8'), box, { filename: file });
  seen.push(['global', typeof box.Lib === 'function' ? 0 : box.Lib], ['exports', module.exports]);
  const settle = async (x) => {
    if (x && typeof x.then === 'function') return ['promise', await settle(await x)];
    if (Array.isArray(x)) return Promise.all(x.map(settle));
    if (x && typeof x === 'object') return Object.fromEntries(await Promise.all(Object.keys(x).sort().map(async (k) => [k, await settle(x[k])])));
    return x;
  };
  return JSON.stringify(await settle(seen));
}

describe('library types and externals types', { skip: reason, timeout: 600_000 }, () => {
  let dir;
  before(async () => {
    dir = tempDir('pairs');
    fs.mkdirSync(path.join(dir, 'src'));
    fs.writeFileSync(path.join(dir, 'package.json'), '{"name": "pairs"}');
    fs.writeFileSync(path.join(dir, 'src/index.js'), 'import dep, { v } from "dep"\nimport * as all from "dep"\nexport const text = [v, dep.v, all.v].join();\nexport default "default"');
    const documents = pairs.map(({ externals, libraries }) => JSON.stringify({
      name: externals, target: 'web', mode: 'production', context: '.', externalsType: externals, externals: { dep: request(externals) },
      output: { path: `mfbundle/${externals}`, publicPath: '', globalObject: 'self' },
      entry: Object.fromEntries(libraries.map((type) => [type, { import: './src/index.js', library: libraryOf(type) }])),
    }));
    fs.writeFileSync(path.join(dir, 'federation.yaml'), documents.join('\n---\n'));
    await build(dir);
    for (const { externals, libraries } of pairs) {
      await webpackBuild({
        target: 'web', mode: 'production', devtool: false, context: dir, externalsType: externals, externals: { dep: request(externals) }, optimization: { minimize: false }, performance: false,
        output: { path: path.join(dir, 'webpack', externals), publicPath: '', globalObject: 'self', enabledLibraryTypes: LIBRARIES },
        entry: Object.fromEntries(libraries.map((type) => [type, { import: './src/index.js', library: libraryOf(type) }])),
      });
    }
  });
  for (const { externals, libraries } of pairs) {
    test(`externals of the type ${externals}`, async () => {
      const all = { webpack: {}, mfbundle: {} };
      for (const by of Object.keys(all)) for (const type of libraries) all[by][type] = await observe(path.join(dir, by, externals, `${type}.js`)).catch((error) => `threw ${error.message}`);
      assert.deepEqual(all.mfbundle, all.webpack);
      for (const [type, text] of Object.entries(all.mfbundle)) {
        // Exports that are a promise have no properties to copy.
        if (externals !== 'promise' || ['var', 'commonjs2', 'umd', 'amd'].includes(type)) assert.match(text, /dep of \w+,dep of|promised,promised/);
      }
    });
  }
});
