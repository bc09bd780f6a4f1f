// A React 19 application of MUI components, routes, CSS modules, Sass and Tailwind: it does in Chromium what webpack's build does,
// with no more requests, and its scripts are not larger than the smallest that webpack, Rspack and esbuild make.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import zlib from 'node:zlib';
import { build, rspackBuild, webpackBuild, writeHtml } from './lib/build.mjs';
import { launch, openPage } from './lib/browser.mjs';
import { E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';
import { suiteServer } from './lib/server.mjs';
import { esbuildOptions, rspackConfig, webpackConfig } from './apps/admin-app/peers.mjs';

const APP = path.join(E2E, 'apps/admin-app');
const id = (name) => `[data-testid=${name}]`;

/** Bytes of all scripts of a folder, each with gzip. */
function scripts(dir) {
  return fs.readdirSync(dir).filter((f) => f.endsWith('.js')).reduce((n, f) => n + zlib.gzipSync(fs.readFileSync(path.join(dir, f)), { level: 9 }).length, 0);
}

describe('admin-app', { skip: skipOrFail(missing({ chromium: true })) || !withMfbundle, timeout: 300_000 }, () => {
  const server = suiteServer(after);
  const out = tempDir('admin-app');
  const dirs = Object.fromEntries(['mfbundle', 'development', 'webpack', 'rspack', 'esbuild'].map((n) => [n, path.join(out, n)]));
  const requests = {}; // by builder: paths that the first page asks for
  let browser, failure;

  before(async () => {
    browser = await launch();
    await server.start();
    try {
      for (const [name, mode] of [['mfbundle', 'production'], ['development', 'development']]) {
        const { report } = await build(APP, { mode, outDir: dirs[name] });
        assert.deepEqual(report.warnings, []);
      }
      writeHtml(await webpackBuild(webpackConfig(dirs.webpack)), path.join(APP, 'public/index.html'), dirs.webpack, '/');
      await rspackBuild(rspackConfig(dirs.rspack));
      await (await import('esbuild')).build(esbuildOptions(dirs.esbuild));
    } catch (error) {
      failure = error; // a hook that throws would hide it from the tests
    }
  });
  after(() => browser?.close());

  for (const builder of ['webpack', 'mfbundle', 'development']) {
    test(`${builder}: pages, styles and components`, async () => {
      if (failure) throw failure;
      server.root = dirs[builder];
      server.log = [];
      const { page, problems, click, hasText, style, text, close } = await openPage(browser);
      try {
        await page.goto(`${server.origin}/`, { waitUntil: 'load' });
        await page.waitForSelector(id('home'));
        await page.waitForNetworkIdle();
        requests[builder] = server.paths.filter((p) => /\.(js|css)$/.test(p));
        const want = {
          'content padding-top': '16px', 'tailwind background-color': 'rgb(1, 2, 3)', // Tailwind
          'headline color': 'rgb(11, 22, 33)', 'headline border-top-width': '3px', // Sass
          'card padding-left': '9px', 'card word-spacing': '6px', 'card outline-style': 'dotted', 'total color': 'rgb(5, 6, 7)', // CSS modules
        };
        const got = {};
        for (const key of Object.keys(want)) got[key] = await style(id(key.split(' ')[0]), key.split(' ')[1]);
        assert.deepEqual(got, want);

        for (let i = 1; i <= 3; i++) {
          await click(id('count'));
          await hasText(id('total'), String(2 * i));
        }
        await hasText(id('dialog'), 'Enough');
        await page.keyboard.press('Escape');
        await hasText(id('total'), '0');

        await click(id('menu'));
        await click(id('to-Users'));
        await page.waitForSelector(id('users'));
        assert.equal(await style(id('users'), 'border-top-width'), '5px');
        for (const name of ['Grace', 'Ada', 'Linus', 'Ada']) await click(id(`pick-${name}`));
        await hasText(id('picked'), 'Grace Linus');

        await click(id('menu'));
        await click(id('to-Settings'));
        await page.waitForSelector(id('settings'));
        await click(`${id('dark')} input`);
        await page.waitForFunction((s) => getComputedStyle(document.querySelector(s)).color === 'rgb(9, 8, 7)', {}, id('settings'));
        await click(id('more'));
        await page.waitForSelector(id('slider'));

        await page.goto(`${server.origin}/users`, { waitUntil: 'load' });
        assert.match(await text(id('users')), /Margaret/);
        assert.deepEqual(problems, []);
      } finally {
        await close();
      }
    });
  }

  test('the first page asks for no more files than webpack’s', () => {
    if (failure) throw failure;
    assert.ok(requests.webpack.length > 0);
    assert.ok(requests.mfbundle.length <= requests.webpack.length, `${requests.mfbundle} against ${requests.webpack}`);
  });

  test('the scripts are not larger than those of others', (t) => {
    if (failure) throw failure;
    const sizes = Object.fromEntries(['mfbundle', 'webpack', 'rspack', 'esbuild'].map((n) => [n, scripts(dirs[n])]));
    t.diagnostic(JSON.stringify(sizes));
    const smallest = Math.min(sizes.webpack, sizes.rspack, sizes.esbuild);
    assert.ok(sizes.mfbundle <= smallest * 1.01, JSON.stringify(sizes));
  });
});
