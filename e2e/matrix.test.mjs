// One remote React component in a page of another build, in Chromium, for every pair of tools with mfbundle on a side.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch, openPage } from './lib/browser.mjs';
import { E2E, missing, skipOrFail, tempDir } from './lib/env.mjs';
import { suiteServer } from './lib/server.mjs';
import { HEAD, tools } from './lib/tools.mjs';

const isOurs = (tool) => tool.startsWith('mfbundle');
const shared = { react: { singleton: true }, 'react-dom': { singleton: true }, 'tiny-context': { singleton: true }, 'tiny-single': { singleton: true }, 'tiny-format': {} };
const meet = (tool, other) => tools[tool].peers?.includes(other) ?? true;
/** Every way in which a host can load a remote, where one of the two is ours. */
const pairs = Object.keys(tools).flatMap((host) => Object.keys(tools).filter((remote) => (isOurs(host) || isOurs(remote)) && meet(host, remote) && meet(remote, host)).flatMap((remote) => {
  const ways = tools[host].via.filter((via) => (via === 'manifest' ? tools[remote].manifest : via === tools[remote].entry));
  return ways.map((via) => ({ host, remote, via }));
}));
const only = process.env.E2E_PAIR; // "host > remote", a part of the name of a test

describe('matrix', { skip: skipOrFail(missing({ chromium: true })), timeout: 600_000 }, () => {
  let browser, out;
  const hostServer = suiteServer(after);
  const remoteServer = suiteServer(after);
  const built = new Map();

  before(async () => {
    out = tempDir('matrix');
    fs.symlinkSync(path.join(E2E, 'node_modules'), path.join(out, 'node_modules'));
    browser = await launch();
    await hostServer.start();
    await remoteServer.start();
  });
  after(() => browser?.close());

  /** Builds each (tool, app) once, from a copy of its own: some tools write beside what they read. */
  function app(tool, side, options) {
    const name = [tool.replace(' ', '-'), side, options.via].filter(Boolean).join('-');
    if (!built.has(name)) {
      const dir = path.join(out, name);
      const outDir = path.join(dir, 'dist');
      fs.cpSync(path.join(E2E, 'testdata/matrix', side), dir, { recursive: true });
      const html = path.join(outDir, 'index.html');
      const made = tools[tool].build({ dir, shared, ...options.app }, { mode: 'production', outDir }).then(() => {
        if (options.app.entry && !fs.existsSync(html)) fs.writeFileSync(html, HEAD + (tools[tool].scripts ?? ['main.js']).map((src) => `<script ${tools[tool].module ? 'type="module"' : 'defer'} src="${src}"></script>`).join(''));
        return outDir;
      });
      built.set(name, made);
    }
    return built.get(name);
  }
  const remoteApp = (tool) => app(tool, 'remote', { app: { name: 'matrix_remote', exposes: { './Card': './src/Card.jsx', './mount': './src/mount.jsx' } } });
  const hostApp = (tool, via) => app(tool, 'host', { via, app: {
    name: 'matrix_host', entry: './src/index.jsx',
    remotes: { matrix_remote: { name: 'matrix_remote', via, url: `${remoteServer.origin}/${via === 'manifest' ? 'mf-manifest.json' : 'remoteEntry.js'}` } },
  } });

  for (const { host, remote, via } of pairs) {
    const name = `${host} > ${remote} by ${via}`;
    if (only && !name.includes(only)) continue;
    test(name, async () => {
      remoteServer.root = await remoteApp(remote);
      hostServer.root = await hostApp(host, via);
      hostServer.log = [];
      remoteServer.log = [];
      const tab = await openPage(browser, { timeout: 45_000 });
      const { page, click, hasText, style } = tab;
      try {
        await page.goto(`${hostServer.origin}/`, { waitUntil: 'load' });
        await hasText('[data-testid=name]', 'Ada');
        await hasText('[data-testid=theme]', 'theme of the host');
        assert.equal(await style('[data-testid=card]', 'border-top-color'), 'rgb(12, 34, 56)');
        await click('[data-testid=count]');
        await hasText('[data-testid=count]', '1');
        await click('[data-testid=detail]');
        await hasText('[data-testid=detail]', 'a chunk of the remote');
        assert.equal(await style('[data-testid=detail]', 'color'), 'rgb(200, 30, 40)');
        assert.deepEqual(await page.evaluate(() => ({ ...__matrix, useState: __matrix.useState.host === __matrix.useState.remote })), {
          useState: true,
          versions: { host: { format: '1.2.0', single: '1.5.0' }, remote: { format: '2.0.0', single: '1.5.0' } },
          notes: ['host', 'remote'],
        });
        // Devtools know every build whose runtime is that of Module Federation 2, and no other.
        const instances = await page.evaluate(() => (globalThis.__FEDERATION__?.__INSTANCES__ ?? []).map((i) => i.name).sort());
        for (const [tool, name] of [[host, 'matrix_host'], [remote, 'matrix_remote']]) assert.equal(instances.includes(name), tools[tool].v2 ?? false, `${name} in ${instances}`);
        assert.ok(remoteServer.paths.includes(via === 'manifest' ? '/mf-manifest.json' : '/remoteEntry.js'));
        assert.deepEqual(tab.problems, []);
        assert.ok([...hostServer.log, ...remoteServer.log].every((l) => l.status === 200));
      } catch (error) {
        throw await described(error, tab);
      } finally {
        await tab.close();
      }
    });
  }

  async function described(error, tab) {
    error.message += `\npage: ${await tab.page.evaluate(() => document.body.innerText).catch(String)}\nproblems: ${tab.problems.join('\n')}\nremote: ${remoteServer.paths}`;
    return error;
  }

  /** Pages that no bundler made: the container is all they know. */
  const byHand = {
    'mfbundle module': (url) => `import { get, init } from '${url}'; init({}); const { mount } = (await get('./mount'))(); mount(document.getElementById('root'), 'Ada');`,
    'mfbundle script': (url) => `await new Promise((ok) => document.head.append(Object.assign(document.createElement('script'), { src: '${url}', onload: ok })));
      matrix_remote.init({}); (await matrix_remote.get('./mount'))().mount(document.getElementById('root'), 'Ada');`,
  };
  for (const [remote, script] of Object.entries(byHand)) {
    const name = `a page without a bundler > ${remote}`;
    if (only && !name.includes(only)) continue;
    test(name, async () => {
      remoteServer.root = await remoteApp(remote);
      hostServer.root = path.join(out, `by-hand-${remote.replace(' ', '-')}`);
      fs.mkdirSync(hostServer.root);
      fs.writeFileSync(path.join(hostServer.root, 'index.html'), `${HEAD}<script type="module">globalThis.__matrix = { useState: {}, versions: {} };\n${script(`${remoteServer.origin}/remoteEntry.js`)}</script>`);
      const tab = await openPage(browser);
      try {
        await tab.page.goto(`${hostServer.origin}/`, { waitUntil: 'load' });
        await tab.hasText('[data-testid=theme]', 'no theme');
        assert.equal(await tab.style('[data-testid=card]', 'border-top-color'), 'rgb(12, 34, 56)');
        await tab.click('[data-testid=detail]');
        await tab.hasText('[data-testid=detail]', 'a chunk of the remote');
        assert.deepEqual(tab.problems, []);
      } catch (error) {
        throw await described(error, tab);
      } finally {
        await tab.close();
      }
    });
  }
});
