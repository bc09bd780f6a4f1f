// A server that renders a component of a remote, both over HTTP and by one manifest, and the browser that goes on with it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build, run } from './lib/build.mjs';
import { launch, openPage } from './lib/browser.mjs';
import { E2E, missing, skipOrFail, tempDir } from './lib/env.mjs';
import { suiteServer } from './lib/server.mjs';

const shared = { react: { singleton: true }, 'react-dom': { singleton: true }, 'tiny-context': { singleton: true }, 'tiny-single': { singleton: true }, 'tiny-format': {} };
const names = { filename: '[name].js', chunkFilename: '[name].[contenthash:8].js' };

describe('ssr', { skip: skipOrFail(missing({ chromium: true })), timeout: 300_000 }, () => {
  let browser, out;
  const hostServer = suiteServer(after);
  const remoteServer = suiteServer(after);
  const write = (dir, builds) => fs.writeFileSync(path.join(dir, 'federation.yaml'), builds.map((b) => JSON.stringify(b, null, 2)).join('\n---\n'));

  before(async () => {
    out = tempDir('ssr');
    fs.symlinkSync(path.join(E2E, 'node_modules'), path.join(out, 'node_modules'));
    fs.cpSync(path.join(E2E, 'testdata/matrix'), out, { recursive: true });
    browser = await launch();
    await hostServer.start();
    await remoteServer.start();

    const remote = path.join(out, 'remote');
    const container = { name: 'matrix_remote', filename: 'remoteEntry.js', exposes: { './Card': './src/Card.jsx' }, shared };
    write(remote, [
      { name: 'remote', dependsOn: ['remote-server'], entry: {}, output: { path: 'dist', ...names }, federation: { ...container, manifest: { ssr: './dist/server/mf-manifest.json' } } },
      {
        name: 'remote-server', target: 'async-node', entry: {}, output: { path: 'dist/server', ...names, filename: '[name].[contenthash:8].js' },
        federation: { ...container, filename: 'remoteEntry.[contenthash:8].js', library: { type: 'commonjs-module' } },
      },
    ]);
    await build(remote, { mode: 'production' });
    remoteServer.root = path.join(remote, 'dist');

    const host = path.join(out, 'host');
    const remotes = { matrix_remote: { url: `${remoteServer.origin}/mf-manifest.json` } };
    write(host, [
      { name: 'host', entry: { main: './src/hydrate.jsx' }, output: { path: 'dist', ...names }, federation: { name: 'matrix_host', remotes, shared } },
      { name: 'host-server', target: 'async-node', entry: { main: './src/server.jsx' }, output: { path: 'server', ...names, library: { type: 'commonjs-module' } }, federation: { name: 'matrix_host', remotes, shared } },
    ]);
    await build(host, { mode: 'production' });
    hostServer.root = path.join(host, 'dist');
  });
  after(() => browser?.close());

  /** Renders in a process of its own, as a server does. */
  async function render() {
    const script = `require(${JSON.stringify(path.join(out, 'host/server/main.js'))}).then((m) => m.render()).then((r) => console.log(JSON.stringify(r)), (e) => console.log(JSON.stringify({ code: e.code, message: e.message })))`;
    const { stdout, stderr } = await run(process.execPath, ['-e', script]);
    assert.equal(stderr, '');
    return JSON.parse(stdout.trim().split('\n').pop());
  }

  test('one manifest names the entries of both platforms', () => {
    const { metaData } = JSON.parse(fs.readFileSync(path.join(out, 'remote/dist/mf-manifest.json'), 'utf8'));
    assert.deepEqual(metaData.remoteEntry, { name: 'remoteEntry.js', path: '', type: 'global' });
    assert.equal(metaData.ssrRemoteEntry.type, 'commonjs-module');
    assert.equal(metaData.ssrRemoteEntry.path, 'server');
    assert.ok(fs.existsSync(path.join(out, 'remote/dist/server', metaData.ssrRemoteEntry.name)));
  });

  test('the server renders the component with its own React, and the browser hydrates it', async () => {
    remoteServer.log = [];
    const { html, ...facts } = await render();
    assert.match(html, /data-testid="theme">theme of the host</);
    assert.deepEqual(facts, { oneReact: true, versions: { format: '2.0.0', single: '1.5.0' } });
    assert.ok(remoteServer.paths.every((p) => p === '/mf-manifest.json' || p.startsWith('/server/')), `the server asks for nothing that is meant for browsers: ${remoteServer.paths}`);

    fs.writeFileSync(path.join(hostServer.root, 'index.html'), `<!doctype html><link rel="icon" href="data:,"><div id="root">${html}</div><script defer src="main.js"></script>`);
    const tab = await openPage(browser);
    try {
      await tab.page.goto(`${hostServer.origin}/`);
      assert.equal(await tab.text('[data-testid=name]'), 'Ada');
      await tab.page.waitForFunction(() => globalThis.__hydrated);
      await tab.click('[data-testid=count]');
      await tab.hasText('[data-testid=count]', '1');
      assert.deepEqual(tab.problems, []);
    } finally {
      await tab.close();
    }
  });

  test('a server whose remote is down answers with the error, and renders when it is back', async () => {
    await remoteServer.stop();
    const { code, message } = await render();
    assert.equal(code, 'manifest-load-failed', message);
    await remoteServer.start();
    assert.match((await render()).html, /Ada/);
  });
});
