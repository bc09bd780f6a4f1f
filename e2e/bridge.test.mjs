// A React application with a router of its own below a path of its host, by @module-federation/bridge-react in Chromium.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch, openPage } from './lib/browser.mjs';
import { build, rspackBuild } from './lib/build.mjs';
import { E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';
import { suiteServer } from './lib/server.mjs';

const shared = { react: { singleton: true }, 'react-dom': { singleton: true } };
const exposes = { './app': './src/export.js' };
const bridge = { enableBridgeRouter: true };
const builtBy = ['builtin', 'enhanced', 'rspack'];
const pairs = builtBy.flatMap((host) => builtBy.map((remote) => ({ host, remote }))).filter((p) => p.host !== 'rspack' || p.remote !== 'rspack');

describe('bridge of React', { skip: skipOrFail(missing({ chromium: true })) || !withMfbundle, timeout: 240_000 }, () => {
  let dir, browser;
  const hostServer = suiteServer(after);
  const remoteServer = suiteServer(after);
  const dist = (...parts) => path.join(dir, 'dist', ...parts);

  before(async () => {
    dir = tempDir('bridge');
    fs.cpSync(path.join(E2E, 'testdata/bridge'), dir, { recursive: true });
    fs.symlinkSync(path.join(E2E, 'node_modules'), path.join(dir, 'node_modules'));
    await hostServer.start();
    await remoteServer.start();
    const remotes = { bridge_remote: `bridge_remote@${remoteServer.origin}/remoteEntry.js` };
    const documents = ['builtin', 'enhanced'].flatMap((implementation) => [
      { name: `remote-${implementation}`, mode: 'production', context: './remote', entry: {}, output: { path: dist('remote', implementation) },
        federation: { name: 'bridge_remote', implementation, filename: 'remoteEntry.js', exposes, shared, bridge } },
      { name: `host-${implementation}`, mode: 'production', context: './host', entry: './src/index.jsx', html: { template: './index.html' }, output: { path: dist('host', implementation), publicPath: '/' },
        federation: { name: 'bridge_host', implementation, remotes, shared, bridge } },
    ]);
    fs.writeFileSync(path.join(dir, 'federation.yaml'), documents.map((d) => JSON.stringify(d)).join('\n---\n'));
    await build(dir);
    await rspack('remote', { entry: {}, publicPath: 'auto' }, { name: 'bridge_remote', filename: 'remoteEntry.js', exposes });
    await rspack('host', { entry: { main: './src/boot.js' }, publicPath: '/' }, { name: 'bridge_host', remotes });
    fs.writeFileSync(dist('host/rspack/index.html'), fs.readFileSync(path.join(dir, 'host/index.html'), 'utf8').replace('</body>', '<script src="/main.js"></script></body>'));
    browser = await launch();
  });
  after(() => browser?.close());

  async function rspack(side, { entry, publicPath }, federation) {
    const { ModuleFederationPlugin } = await import('@module-federation/enhanced/rspack');
    const loader = { loader: 'builtin:swc-loader', options: { jsc: { parser: { syntax: 'ecmascript', jsx: true }, transform: { react: { runtime: 'automatic' } } } } };
    return rspackBuild({
      context: path.join(dir, side), mode: 'production', target: ['web', 'es2022'], entry, devtool: false, performance: false,
      output: { path: dist(side, 'rspack'), publicPath, uniqueName: `bridge_${side}` },
      resolve: { extensions: ['.jsx', '.js'] },
      module: { rules: [{ test: /\.jsx$/, use: [loader] }, { test: /\.m?js$/, resolve: { fullySpecified: false } }] },
      plugins: [new ModuleFederationPlugin({ ...federation, shared, bridge, dts: false, dev: false, manifest: false })],
    });
  }

  for (const { host, remote } of pairs) {
    test(`${host} > ${remote}`, async () => {
      hostServer.root = dist('host', host);
      remoteServer.root = dist('remote', remote);
      const tab = await openPage(browser);
      const { page, click, hasText } = tab;
      const at = (pathname) => page.waitForFunction((want) => location.pathname === want, {}, pathname);
      try {
        await page.goto(`${hostServer.origin}/shop/`, { waitUntil: 'load' });
        await hasText('#host', 'home of the host');
        await click('#go');
        await hasText('#page', 'remote of Ann');
        await at('/shop/r');
        // The bridge tells the remote below which path it is; its links are made with that.
        assert.equal(await page.$eval('#detail', (a) => a.getAttribute('href')), '/shop/r/detail/7');
        await click('#detail');
        await hasText('#page', 'detail 7');
        await at('/shop/r/detail/7');
        await page.evaluate(() => history.back());
        await hasText('#page', 'remote of Ann');
        await at('/shop/r');
        await click('#home');
        await hasText('#host', 'home of the host');
        assert.equal(await page.$('#page'), null, 'the remote is gone with its route');
        await page.goto(`${hostServer.origin}/shop/r/detail/9`, { waitUntil: 'load' });
        await hasText('#page', 'detail 9');
        assert.deepEqual(tab.problems.filter((p) => !p.includes('React Router Future Flag')), []);
      } catch (error) {
        error.message += `\npage: ${await page.evaluate(() => document.body.innerHTML).catch(String)}\nat: ${page.url()}\nproblems: ${tab.problems.join('\n')}`;
        throw error;
      } finally {
        await tab.close();
      }
    });
  }
});
