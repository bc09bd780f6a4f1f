// optimization.splitChunks puts the same modules together as webpack does, for rules that a project may write. Every
// module of a small app has a marker; compared is which markers are in one file, and for how many files an entry waits.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import webpack from 'webpack';
import { MFBUNDLE, missing, skipOrFail } from './lib/env.mjs';

const pad = (n) => '.'.repeat(n);
const body = (name, size, ...imports) =>
  `${imports.map((i) => `import ${JSON.stringify(i)};`).join('\n')}\nglobalThis.marks = (globalThis.marks || '') + 'M(${name})' + '${pad(size)}'.length;\n`;
const FILES = {
  'src/main.js': body('main', 200, 'react', './common.js', './styles.js') + "import('./page1.js'); import('./page2.js'); import('./page3.js');\n",
  'src/admin.js': body('admin', 200, 'react', 'charts', './common.js') + "import('./page4.js');\n",
  'src/common.js': body('common', 3000),
  'src/styles.js': body('styles', 300),
  'src/page1.js': body('page1', 500, './util-a.js', './util-b.js', 'charts', 'small'),
  'src/page2.js': body('page2', 500, './util-a.js', './util-c.js', 'charts', 'small'),
  'src/page3.js': body('page3', 500, './util-b.js', './util-c.js', './util-a.js', 'tables'),
  'src/page4.js': body('page4', 500, './util-a.js', 'tables', './util-b.js'),
  'src/util-a.js': body('util-a', 4000),
  'src/util-b.js': body('util-b', 2500),
  'src/util-c.js': body('util-c', 2600),
  ...Object.fromEntries([['react', 6000], ['charts', 9000], ['tables', 5000], ['small', 100]].flatMap(([name, size]) => [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
    [`node_modules/${name}/index.js`, body(name, size)],
  ])),
};

const vendors = { test: '/[\\\\/]node_modules[\\\\/]/', name: 'vendors' };
const CASES = {
  'all chunks, small sizes': { chunks: 'all', minSize: 0 },
  'all chunks, sizes that matter': { chunks: 'all', minSize: 2800 },
  'initial chunks': { chunks: 'initial', minSize: 1000 },
  'async chunks by the default groups': { chunks: 'async', minSize: 2000, minRemainingSize: 0 },
  'one vendor chunk': { chunks: 'all', minSize: 1000, cacheGroups: { vendors } },
  'initial vendors': { cacheGroups: { default: false, defaultVendors: false, vendors: { ...vendors, chunks: 'initial', enforce: true } } },
  'no default groups': { chunks: 'all', minSize: 0, cacheGroups: { default: false, defaultVendors: false, utils: { test: '/util-/', minChunks: 2 } } },
  'priority': { chunks: 'all', minSize: 0, cacheGroups: { charts: { test: '/charts/', name: 'charts', priority: 20 }, vendors: { ...vendors, priority: 10 } } },
  'equal priority, the first wins': { chunks: 'all', minSize: 0, cacheGroups: { one: { test: '/charts/', name: 'one' }, two: { test: '/charts|react/', name: 'two' } } },
  'two groups of one name': { chunks: 'all', minSize: 0, cacheGroups: { one: { test: '/charts/', name: 'libs', enforce: true }, two: { test: '/react/', name: 'libs', enforce: true } } },
  'three or more': { chunks: 'all', minSize: 0, minChunks: 3 },
  'few requests': { chunks: 'all', minSize: 0, maxAsyncRequests: 2, maxInitialRequests: 2, enforceSizeThreshold: 1000000 },
  'enforced from a size': { chunks: 'all', minSize: 0, maxAsyncRequests: 1, maxInitialRequests: 1, enforceSizeThreshold: 5000 },
  'least reduction': { chunks: 'all', minSize: 0, minSizeReduction: 12000 },
  'what remains': { chunks: 'all', minSize: 0, minRemainingSize: 1500 },
  'a chunk that is there is taken': { chunks: 'all', minSize: 0, cacheGroups: { default: false, defaultVendors: false, four: { test: '/page4|util-|tables/', minChunks: 1, reuseExistingChunk: true } } },
  'and is not': { chunks: 'all', minSize: 0, cacheGroups: { default: false, defaultVendors: false, four: { test: '/page4|util-|tables/', minChunks: 1, reuseExistingChunk: false } } },
  'nothing': false,
};

const regexps = (v) => (typeof v === 'string' && /^\/.*\/$/.test(v) ? new RegExp(v.slice(1, -1)) : v && typeof v === 'object' ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, regexps(x)])) : v);

/** The sets of markers by file, sorted: what is together. */
function together(dir) {
  const sets = [];
  for (const file of fs.readdirSync(dir)) {
    if (!file.endsWith('.js')) continue;
    const marks = [...new Set([...fs.readFileSync(path.join(dir, file), 'utf8').matchAll(/M\(([\w-]+)\)/g)].map((m) => m[1]))].sort();
    if (marks.length) sets.push(marks.join(' '));
  }
  return sets.sort();
}

describe('splitChunks as in webpack', { skip: skipOrFail(missing({})) }, () => {
  let dir;
  before(() => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'split-'));
    for (const [name, text] of Object.entries(FILES)) {
      fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
      fs.writeFileSync(path.join(dir, name), text);
    }
  });
  after(() => fs.rmSync(dir, { recursive: true, force: true }));

  for (const [name, splitChunks] of Object.entries(CASES)) {
    test(name, async () => {
      const entry = { main: './src/main.js', admin: './src/admin.js' };
      const theirs = path.join(dir, 'theirs'), ours = path.join(dir, 'ours');
      await new Promise((resolve, reject) => webpack({
        context: dir, mode: 'production', entry, devtool: false, performance: false, output: { path: theirs, clean: true },
        optimization: { minimize: false, concatenateModules: false, splitChunks: regexps(splitChunks) },
      }, (error, stats) => (error || stats.hasErrors() ? reject(error || new Error(stats.toString('errors-only'))) : resolve())));
      fs.writeFileSync(path.join(dir, 'federation.yaml'), JSON.stringify({
        mode: 'production', entry, output: { path: 'ours', clean: true },
        optimization: { minimize: false, concatenateModules: false, splitChunks },
      }));
      execFileSync(MFBUNDLE, ['build', dir], { stdio: 'pipe' });
      assert.deepEqual(together(ours), together(theirs));
    });
  }
});

// Fewer chunks, with the plugins of webpack that stand for the keys.
const FEWER = {
  'at most six chunks': { maxChunks: 6 },
  'at most five': { maxChunks: 5 },
  'at most four': { maxChunks: 4 },
  'at most three': { maxChunks: 3 },
  'no more than entries': { maxChunks: 2 },
  'at most six with chunks of modules': { maxChunks: 6, splitChunks: { chunks: 'all', minSize: 0, cacheGroups: { default: false, utils: { test: '/util-/', minChunks: 2 } } } },
  'at most four with them': { maxChunks: 4, splitChunks: { chunks: 'async', minSize: 0, cacheGroups: { default: false, utils: { test: '/util-/', minChunks: 2 } } } },
  'least size, which few lack': { minChunkSize: 6500 },
  'least size, which many lack': { minChunkSize: 15000 },
};

describe('fewer chunks as in webpack', { skip: skipOrFail(missing({})) }, () => {
  for (const [name, { maxChunks, minChunkSize, splitChunks = false }] of Object.entries(FEWER)) {
    test(name, async (t) => {
      const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'fewer-'));
      t.after(() => fs.rmSync(dir, { recursive: true, force: true }));
      for (const [file, text] of Object.entries(FILES)) {
        fs.mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
        fs.writeFileSync(path.join(dir, file), text);
      }
      const entry = { main: './src/main.js', admin: './src/admin.js' };
      const { LimitChunkCountPlugin, MinChunkSizePlugin } = webpack.optimize;
      await new Promise((resolve, reject) => webpack({
        context: dir, mode: 'production', entry, devtool: false, performance: false, output: { path: path.join(dir, 'theirs') },
        optimization: { minimize: false, concatenateModules: false, splitChunks: regexps(splitChunks) },
        plugins: [maxChunks ? new LimitChunkCountPlugin({ maxChunks }) : new MinChunkSizePlugin({ minChunkSize })],
      }, (error, stats) => (error || stats.hasErrors() ? reject(error || new Error(stats.toString('errors-only'))) : resolve())));
      fs.writeFileSync(path.join(dir, 'federation.yaml'), JSON.stringify({
        mode: 'production', entry, output: { path: 'ours' },
        optimization: { minimize: false, concatenateModules: false, splitChunks, maxChunks, minChunkSize },
      }));
      execFileSync(MFBUNDLE, ['build', dir], { stdio: 'pipe' });
      const [ours, theirs] = ['ours', 'theirs'].map((d) => together(path.join(dir, d)));
      assert.deepEqual(ours, theirs);
    });
  }
});

// Chunks that are equal, or lose all that they have: how many files have which markers.
const EQUAL = {
  'src/index.js': `import(/* webpackChunkName: "one" */ './x.js'); import(/* webpackChunkName: "two" */ './x.js');
    import('./first.js'); import('./second.js'); import(/* webpackChunkName: "lazy" */ './lazy.js');\n`,
  'src/first.js': body('first', 10) + "import('./y.js');\n",
  'src/second.js': body('second', 10) + "import('./y.js');\n",
  'src/x.js': body('x', 10), 'src/y.js': body('y', 10), 'src/lazy.js': body('lazy', 10),
};
const TOGGLES = {
  'merged and removed': { mergeDuplicateChunks: true, removeEmptyChunks: true },
  'equal ones stay': { mergeDuplicateChunks: false, removeEmptyChunks: true },
  'empty ones stay': { mergeDuplicateChunks: true, removeEmptyChunks: false },
  'all stay': { mergeDuplicateChunks: false, removeEmptyChunks: false },
};

describe('equal and empty chunks as in webpack', { skip: skipOrFail(missing({})) }, () => {
  for (const [name, toggles] of Object.entries(TOGGLES)) {
    test(name, async (t) => {
      const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'equal-'));
      t.after(() => fs.rmSync(dir, { recursive: true, force: true }));
      for (const [file, text] of Object.entries(EQUAL)) {
        fs.mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
        fs.writeFileSync(path.join(dir, file), text);
      }
      const splitChunks = { minSize: 0, cacheGroups: { default: false, defaultVendors: false, all: { test: '/lazy/', name: 'all', chunks: 'async', enforce: true } } };
      await new Promise((resolve, reject) => webpack({
        context: dir, mode: 'production', devtool: false, performance: false, output: { path: path.join(dir, 'theirs') },
        optimization: { ...toggles, minimize: false, concatenateModules: false, splitChunks: regexps(splitChunks) },
      }, (error, stats) => (error || stats.hasErrors() ? reject(error || new Error(stats.toString('errors-only'))) : resolve())));
      fs.writeFileSync(path.join(dir, 'federation.yaml'), JSON.stringify({
        mode: 'production', output: { path: 'ours' }, optimization: { ...toggles, minimize: false, concatenateModules: false, splitChunks },
      }));
      execFileSync(MFBUNDLE, ['build', dir], { stdio: 'pipe' });
      const scripts = (d) => fs.readdirSync(path.join(dir, d)).filter((f) => f.endsWith('.js')).length;
      const [ours, theirs] = ['ours', 'theirs'].map((d) => together(path.join(dir, d)));
      // webpack repeats a module for each import() of it then, and gives an empty chunk no file: see docs/migration.md.
      assert.deepEqual(ours, toggles.mergeDuplicateChunks ? theirs : [...new Set(theirs)]);
      assert.equal(scripts('ours') - ours.length, scripts('theirs') - theirs.length + (toggles.removeEmptyChunks ? 0 : 1));
    });
  }
});
