// A React 19 shop whose host and remote live on two origins, in Chromium, for every pair of bundlers.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { buildApp } from './lib/build.mjs';
import { launch, openPage } from './lib/browser.mjs';
import { builders, E2E, missing, skipOrFail, tempDir } from './lib/env.mjs';
import { suiteServer } from './lib/server.mjs';

const APPS = path.join(E2E, 'apps/react-shop');
const pairs = [
  { host: 'webpack', remote: 'webpack', mode: 'production' },
  { host: 'mfbundle', remote: 'mfbundle', mode: 'production' },
  { host: 'mfbundle', remote: 'mfbundle', mode: 'development' },
  { host: 'mfbundle', remote: 'webpack', mode: 'production' },
  { host: 'webpack', remote: 'mfbundle', mode: 'production' },
].filter((pair) => builders.includes(pair.host) && builders.includes(pair.remote));

describe('react-shop', { skip: skipOrFail(missing({ chromium: true })), timeout: 600_000 }, () => {
  let browser, out;
  const hostServer = suiteServer(after);
  const remoteServer = suiteServer(after);
  const built = new Map();

  before(async () => {
    out = tempDir('react-shop');
    browser = await launch();
    await hostServer.start();
    await remoteServer.start();
  });
  after(() => browser?.close());

  /** Builds each (builder, mode, app) once: all of them know the same two ports. */
  function app(builder, mode, name) {
    const outDir = path.join(out, `${name}-${builder}-${mode}`);
    if (!built.has(outDir)) {
      const base = name === 'host' ? '/' : undefined;
      built.set(outDir, buildApp(builder, path.join(APPS, name), { mode, outDir, base, env: { REMOTE_URL: remoteServer.origin } }).then(() => outDir));
    }
    return built.get(outDir);
  }

  for (const { host, remote, mode } of pairs) {
    describe(`${host} host, ${remote} remote, ${mode}`, () => {
      let failure; // of the builds: a hook that throws would hide it from the tests
      let timeout = 15_000; // a pair that failed once is not given much time again
      before(async () => {
        try {
          remoteServer.root = await app(remote, mode, 'remote');
          hostServer.root = await app(host, mode, 'host');
        } catch (error) {
          failure = error;
        }
      });

      /** Opens a path of the host and runs check with the page; the console must have stayed clean. */
      const visit = (name, pathname, check, { dirty = false, server = () => hostServer } = {}) => test(name, async () => {
        if (failure) throw failure;
        hostServer.log = [];
        remoteServer.log = [];
        const tab = await openPage(browser, { timeout });
        try {
          await tab.page.goto(server().origin + pathname, { waitUntil: 'load' });
          await check(tab);
          if (!dirty) assert.deepEqual(tab.problems, []);
        } catch (error) {
          timeout = 3_000;
          error.message += `\npage: ${await tab.page.evaluate(() => document.body.innerText).catch(String)}\nproblems: ${tab.problems.join('\n')}`;
          throw error;
        } finally {
          await tab.close();
        }
      });
      const fromRemote = () => remoteServer.paths.filter((p) => /\.(m?js|css|png|svg)$/.test(p));

      visit('a remote component renders with code, style and pictures of its own origin', '/', async ({ page, text, style }) => {
        assert.equal(await text('[data-testid=title]'), 'Blue Lamp');
        assert.equal(await text('[data-testid=price]'), '€39.99');
        await page.waitForNetworkIdle();
        assert.equal(await style('[data-testid=product-card]', 'border-top-color'), 'rgb(12, 34, 56)');
        assert.equal(await style('[data-testid=nav]', 'background-color'), 'rgb(240, 240, 241)');
        const images = await page.$$eval('[data-testid=product-card] img', (all) => all.map((i) => ({ origin: new URL(i.src).origin, width: i.naturalWidth })));
        assert.deepEqual(images, [{ origin: remoteServer.origin, width: 16 }, { origin: remoteServer.origin, width: 24 }]);
        const types = new Set(fromRemote().map((p) => path.extname(p)));
        assert.deepEqual([...types].sort(), ['.css', '.js', '.png', '.svg']);
        assert.ok(remoteServer.paths.includes('/remoteEntry.js'));
        assert.ok(fromRemote().filter((p) => p.endsWith('.js')).length >= 2, 'the component comes in a chunk beside remoteEntry.js');
        const strangers = hostServer.paths.filter((p) => remoteServer.paths.includes(p) && p !== '/');
        assert.deepEqual(strangers, [], 'nothing of the remote is asked from the host');
        assert.ok([...hostServer.log, ...remoteServer.log].every((l) => l.status === 200));
      });

      visit('state works and there is one React', '/', async ({ page, click, hasText }) => {
        await hasText('[data-testid=clicks]', 'clicked 0');
        await click('[data-testid=clicks]');
        await click('[data-testid=clicks]');
        await hasText('[data-testid=clicks]', 'clicked 2');
        await click('[data-testid=tick]');
        await hasText('[data-testid=tick]', 'tick 1');
        await hasText('[data-testid=clicks]', 'clicked 2');
        assert.deepEqual(await page.evaluate(() => [typeof __shop.hostUseState, __shop.hostUseState === __shop.remoteUseState]), ['function', true]);
      });

      visit('the theme of the host reaches the buttons of the remote', '/', async ({ page, style }) => {
        await page.waitForSelector('[data-testid=buy]');
        assert.equal(await style('[data-testid=buy]', 'background-color'), 'rgb(123, 31, 162)');
      });

      visit('a context that the remote exposes spans both sides', '/', async ({ page, click, hasText, style }) => {
        assert.equal(await page.waitForSelector('[data-testid=product-card]').then((e) => e.evaluate((x) => x.dataset.context)), 'default');
        await click('[data-testid=to-shop]');
        await page.waitForFunction(() => document.querySelectorAll('[data-testid=catalog] [data-testid=product-card]').length === 3);
        assert.deepEqual(await page.$$eval('[data-testid=product-card]', (all) => all.map((e) => e.dataset.context)), ['provided', 'provided', 'provided']);
        assert.equal(await page.$eval('[data-testid=shop-header]', (e) => e.dataset.money), '€1.00');
        await click('[data-product=p1] [data-testid=buy]');
        await click('[data-product=p1] [data-testid=buy]');
        await click('[data-product=p3] [data-testid=buy]');
        await hasText('[data-testid=count]', '3');
        await hasText('[data-testid=picked]', 'oak stool');
        await click('[data-testid=to-cart]');
        await hasText('[data-testid=cart-total]', '€138.00');
        await hasText('[data-testid=hint]', '2 kinds of things');
        assert.equal(await style('[data-testid=cart-panel]', 'outline-color'), 'rgb(200, 30, 40)');
        assert.equal(await style('[data-testid=cart-line]', 'font-style'), 'italic');
        await click('[data-testid=continue]');
        await page.waitForSelector('[data-testid=catalog]');
        await hasText('[data-testid=count]', '3');
        assert.equal(new URL(page.url()).pathname, '/shop');
      });

      visit('lazy routes navigate and load their chunks on demand', '/', async ({ page, click, hasText }) => {
        await page.waitForSelector('[data-testid=product-card]');
        await page.waitForNetworkIdle();
        const scripts = () => hostServer.paths.filter((p) => p.endsWith('.js')).length;
        const first = scripts();
        await click('[data-testid=to-about]');
        await hasText('[data-testid=about]', 'kitchen:1 light:1 living:2');
        assert.ok(scripts() > first, 'the page of a route comes in a chunk of its own');
        assert.equal(await page.$('[data-testid=home]'), null);
        await click('[data-testid=to-home]');
        await page.waitForSelector('[data-testid=home] [data-testid=product-card]');
      });

      visit('a deep link starts the same way', '/shop/cart', async ({ hasText }) => {
        await hasText('[data-testid=cart-total]', '€0.00');
        await hasText('[data-testid=hint]', '0 kinds of things');
      });

      visit('the remote also runs as a page of its own', '/', async ({ text, click, hasText }) => {
        assert.equal(await text('[data-testid=standalone]'), 'shop remote');
        await click('[data-testid=buy]');
        await hasText('[data-testid=cart-total]', '€12.50');
      }, { server: () => remoteServer });

      describe('with the remote down', () => {
        beforeEach(() => remoteServer.stop());
        after(() => remoteServer.start());

        visit('the error boundary speaks and the page lives', '/', async ({ page, click, hasText }) => {
          await hasText('[data-testid=fallback-teaser] [data-testid=fallback-text]', 'teaser is not available');
          await click('[data-testid=tick]');
          await hasText('[data-testid=tick]', 'tick 1');
          await click('[data-testid=to-about]');
          await hasText('[data-testid=about]', 'kitchen:1 light:1 living:2');
          const [caught] = await page.evaluate(() => __shop.caught);
          assert.equal(caught.name, 'teaser');
          // webpack gives the second import of a failed module an empty namespace, so the error that arrives says nothing
          if (host === 'mfbundle') assert.match(caught.message, /shop_remote|remoteEntry\.js/, 'the error tells which remote failed');
        }, { dirty: true });

        visit('a route that imports the remote statically falls back too', '/shop', async ({ hasText, click }) => {
          await hasText('[data-testid=fallback-shop] [data-testid=fallback-text]', 'shop is not available');
          await click('[data-testid=to-about]');
          await hasText('[data-testid=about]', 'kitchen:1 light:1 living:2');
        }, { dirty: true });

        // webpack keeps the failed container for the life of the page; mfbundle asks again
        if (host === 'mfbundle') {
          visit('a retry works once the remote is back', '/', async ({ hasText, click, text }) => {
            await hasText('[data-testid=fallback-text]', 'teaser is not available');
            await remoteServer.start();
            await click('[data-testid=retry]');
            assert.equal(await text('[data-testid=title]'), 'Blue Lamp');
          }, { dirty: true });
        }
      });
    });
  }
});
