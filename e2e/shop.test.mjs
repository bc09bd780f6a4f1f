// The example of the documentation: host and remote share one package that no registry has, in Chromium.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { build } from './lib/build.mjs';
import { launch, openPage } from './lib/browser.mjs';
import { E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';
import { suiteServer } from './lib/server.mjs';

const SHOP = path.join(E2E, '../docs/examples/shop');
const reason = withMfbundle ? skipOrFail(missing({ chromium: true })) : 'E2E_ONLY leaves mfbundle out';

describe('the shop example', { skip: reason, timeout: 120_000 }, () => {
  let browser, oneOrigin, twoOrigins;
  const hostServer = suiteServer(after);
  const cartServer = suiteServer(after);

  before(async () => {
    browser = await launch();
    await Promise.all([hostServer.start(), cartServer.start()]);
    const out = tempDir('shop');
    oneOrigin = path.join(out, 'one');
    twoOrigins = path.join(out, 'two');
    await build(SHOP, { outDir: oneOrigin });
    await build(SHOP, { outDir: twoOrigins, env: { CART_URL: cartServer.origin } });
    hostServer.root = path.join(twoOrigins, 'host');
    cartServer.root = path.join(twoOrigins, 'cart');
  });
  after(() => browser?.close());

  async function shopWorks(tab) {
    const { page, click, hasText, style, text } = tab;
    await page.waitForSelector('.add-to-cart');
    assert.deepEqual(await page.$$eval('.add-to-cart', (all) => all.map((b) => b.textContent)), ['Add lamp', 'Add stool']);
    assert.equal(await style('.add-to-cart', 'background-color'), 'rgb(0, 98, 80)', 'the style sheet of the remote is there');
    await hasText('#count', '0');
    for (const button of await page.$$('.add-to-cart')) await button.evaluate((b) => b.click());
    await hasText('#count', '2');
    assert.equal(await text('#shared'), 'store 1.2.0, copies on this page: 1');
    await click('#receipt');
    await hasText('#total', 'total 128.99');
    assert.deepEqual(tab.problems, []);
  }

  test('host and remote of two origins share one basket', async () => {
    const tab = await openPage(browser);
    await tab.page.goto(`${hostServer.origin}/`, { waitUntil: 'load' });
    await shopWorks(tab);
    assert.ok(cartServer.paths.includes('/remoteEntry.js'));
    assert.ok(cartServer.paths.some((p) => p.endsWith('.css')), 'the style sheet comes from the origin of the remote');
    assert.ok(cartServer.paths.some((p) => p.endsWith('.svg')), 'the picture comes from the origin of the remote');
    assert.ok([...hostServer.log, ...cartServer.log].every((l) => l.status === 200));
    await tab.close();
  });

  test('the folder opens without a server', async () => {
    const tab = await openPage(browser);
    await tab.page.goto(pathToFileURL(path.join(oneOrigin, 'host/index.html')).href, { waitUntil: 'load' });
    await shopWorks(tab);
    await tab.close();
  });

  test('two builds of the same sources have the same bytes', async () => {
    const again = tempDir('shop-again');
    await build(SHOP, { outDir: again, args: ['--jobs', '1'] });
    const files = fs.readdirSync(oneOrigin, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => path.relative(oneOrigin, path.join(f.parentPath, f.name)));
    assert.ok(files.length >= 8);
    for (const f of files) assert.ok(fs.readFileSync(path.join(oneOrigin, f)).equals(fs.readFileSync(path.join(again, f))), f);
  });
});
