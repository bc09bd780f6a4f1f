// Options whose effect is in names of files, in ids, or in what cannot be found: a small project is built by both bundlers
// with each of their values, and run.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { build, webpackBuild } from './lib/build.mjs';
import { missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';

const FILES = {
  'src/index.js': `import { a } from "./a"
import "./order"
const pages = (name) => import(/* webpackChunkName: "page-[index]-[request]" */ "./pages/" + name + ".js")
const late = Promise.all([import("./late"), import(/* webpackChunkName: "named" */ "./other"), pages("x"), pages("y")])
late.then((list) => console.log(JSON.stringify([a, ...list.map((m) => m.default)])), (e) => { console.error(e); process.exitCode = 1 })`,
  'src/a.js': 'exports.a = "a"', 'src/order.js': 'module.exports = require("./a")',
  'src/late.js': 'import { a } from "./a"; export default "late " + a', 'src/other.js': 'export default "other"',
  'src/pages/x.js': 'export default "x"', 'src/pages/y.js': 'export default "y"',
};
const WANT = '["a","late a","other","x","y"]';

function write(dir, list) {
  for (const [name, text] of Object.entries(list)) {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  }
}

const yaml = (o) => JSON.stringify(o, (_, v) => (v instanceof RegExp ? String(v) : v));
const files = (dir) => fs.readdirSync(dir).filter((f) => f.endsWith('.js')).sort();
const runs = (dir) => execFileSync(process.execPath, [path.join(dir, 'main.js')], { encoding: 'utf8' }).trim();

/** factories are the ids of the modules in the files of a build. */
const factories = (dir) => files(dir).flatMap((f) => [...fs.readFileSync(path.join(dir, f), 'utf8').matchAll(/^(?:\/\*\*\*\/ )?("[^"]*"|\d+)(?=[:(])/gm)].map((m) => m[1].replace(/"/g, ''))).sort();

describe('options that name things', { skip: skipOrFail(missing()) || !withMfbundle }, () => {
  let dir;
  before(() => {
    dir = tempDir('options');
    write(dir, FILES);
  });

  /** both builds the project by both bundlers, and runs it; the answer is where the output of each is. */
  async function both(name, options) {
    const out = { ours: path.join(dir, name, 'ours'), webpack: path.join(dir, name, 'webpack') };
    fs.writeFileSync(path.join(dir, 'federation.yaml'), yaml({ mode: 'production', target: 'node', ...options, optimization: { minimize: false, concatenateModules: false, ...options.optimization }, output: { path: out.ours, ...options.output } }));
    await build(dir);
    await webpackBuild({ context: dir, mode: 'production', target: 'node', ...options, optimization: { minimize: false, concatenateModules: false, ...options.optimization }, output: { path: out.webpack, ...options.output } });
    assert.equal(runs(out.webpack), WANT);
    assert.equal(runs(out.ours), WANT);
    return out;
  }

  const numbers = (list) => list.every((id) => /^\d+$/.test(id));
  for (const [ids, check] of Object.entries({
    natural: (list) => numbers(list) && Math.max(...list) < 10,
    named: (list) => list.includes('named') && list.includes('src_late_js'),
    deterministic: (list) => numbers(list) && list.some((id) => id > 9),
    size: (list) => numbers(list) && Math.max(...list) < 10,
    'total-size': (list) => numbers(list) && Math.max(...list) < 10,
  })) {
    test(`chunkIds: ${ids}`, async () => {
      const out = await both(`chunks-${ids}`, { optimization: { chunkIds: ids }, output: { chunkFilename: 'chunk.[id].js' } });
      for (const which of ['ours', 'webpack']) {
        const list = files(out[which]).filter((f) => f !== 'main.js').map((f) => f.replace(/^chunk\.|\.js$/g, ''));
        assert.equal(list.length, 4, `${which}: ${list}`);
        assert.ok(check(list), `${which}: ${list}`);
      }
    });
  }

  for (const [ids, check] of Object.entries({
    natural: (list) => list.every((id) => id < 20),
    named: (list) => list.includes('./src/late.js') && list.includes('./src/a.js'),
    deterministic: (list) => numbers(list) && list.some((id) => id > 20),
    hashed: (list) => list.filter((id) => /^[\w+/]{4}$/.test(id)).length >= 5,
    size: (list) => list.every((id) => id < 20),
  })) {
    test(`moduleIds: ${ids}`, async () => {
      const out = await both(`modules-${ids}`, { optimization: { moduleIds: ids } });
      const list = factories(out.ours).filter((id) => id);
      assert.ok(list.length >= 6, `only ${list}`);
      assert.equal(new Set(list).size, list.length, `two of ${list} are one`);
      assert.ok(check(list), `${list}`);
    });
  }

  test('[index] and [request] in the name of a chunk', async () => {
    const out = await both('index', { output: { chunkFilename: '[name].js' } });
    const pages = (at) => files(at).filter((f) => f.startsWith('page-'));
    assert.deepEqual(pages(out.ours), ['page-0-x-js.js', 'page-1-y-js.js']);
    assert.deepEqual(pages(out.ours), pages(out.webpack));
  });

  for (const reuseExistingChunk of [true, false]) {
    test(`reuseExistingChunk: ${reuseExistingChunk}`, async () => {
      const group = { test: /src.other/, idHint: 'group', minChunks: 1, minSize: 0, chunks: 'all', reuseExistingChunk };
      const out = await both(`reuse-${reuseExistingChunk}`, { optimization: { chunkIds: 'named', splitChunks: { cacheGroups: { default: false, defaultVendors: false, group } } }, output: { chunkFilename: '[id].js' } });
      assert.deepEqual(files(out.ours), files(out.webpack));
      assert.equal(files(out.ours).includes('group-src_other_js.js'), !reuseExistingChunk, String(files(out.ours)));
    });
  }

  test('enforceExtension and restrictions', async () => {
    const seen = [];
    for (const resolve of [{ enforceExtension: true, extensions: ['.js'] }, { restrictions: [/src.(plain|pages)/] }, { restrictions: [path.join(dir, 'src/pages')] }, { restrictions: [/\.css$/, /\.js$/] }, { restrictions: [path.join(dir, 'src')] }]) {
      fs.writeFileSync(path.join(dir, 'src/plain.js'), 'import "./a.js"; import "./pages/x"; import "./pages/y"');
      const options = { mode: 'none', target: 'node', entry: './src/plain', resolve };
      fs.writeFileSync(path.join(dir, 'federation.yaml'), yaml({ ...options, output: { path: path.join(dir, 'restricted') } }));
      const { report } = await build(dir, { allowFailure: true });
      const failed = await webpackBuild({ context: dir, ...options, output: { path: path.join(dir, 'restricted-webpack') } }).then(() => '', (e) => e.message);
      const wanted = [...new Set([...failed.matchAll(/Can't resolve '([^']*)'/g)].map((m) => m[1]))].sort();
      const ours = [...new Set(report.errors.map((e) => /"([^"]*)"/.exec(e.message)[1]))].sort();
      assert.deepEqual(ours, wanted, yaml(resolve));
      seen.push(ours.length);
    }
    assert.deepEqual(seen, [1, 1, 1, 1, 0]); // else the options do nothing
  });
});
