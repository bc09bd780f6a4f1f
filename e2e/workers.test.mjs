// Workers of a remote on another origin than the page, in Chromium: dedicated and shared, scripts and ES modules, with
// chunks of their own and workers of their own, also under a content security policy.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from './lib/build.mjs';
import { launch, openPage } from './lib/browser.mjs';
import { missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';
import { suiteServer } from './lib/server.mjs';

const files = {
  'src/start.js': `import { word } from './word.js';
const answer = (port) => new Promise((ok, no) => { port.onmessage = (m) => ok(m.data); port.onerror = (e) => no(Error(e.message || 'the worker did not start')); });
export async function dedicated() {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { name: 'own' });
  const told = answer(worker);
  worker.postMessage(word);
  return told;
}
export async function shared() {
  const worker = new SharedWorker(new URL('./shared.js', import.meta.url), { name: 'of all' });
  return Promise.race([answer(worker.port), new Promise((ok, no) => { worker.onerror = (e) => no(Error(e.message || 'the shared worker did not start')); })]);
}
`,
  'src/word.js': "export const word = 'a word';\n",
  'src/worker.js': `import { word } from './word.js';
self.onmessage = async ({ data }) => {
  const { lazy } = await import('./lazy.js');
  const inner = new Worker(new URL('./inner.js', import.meta.url));
  inner.onmessage = (m) => self.postMessage([data === word, lazy, m.data, self.name]);
};
`,
  'src/lazy.js': "export const lazy = 'a chunk of the worker';\n",
  'src/inner.js': "import('./lazy.js').then(({ lazy }) => self.postMessage(`inner: ${lazy}`));\n",
  'src/shared.js': `let pages = 0;
self.onconnect = ({ ports: [port] }) => import('./lazy.js').then(({ lazy }) => port.postMessage([++pages, lazy]));
`,
};

describe('workers of a remote on another origin', { skip: withMfbundle ? skipOrFail(missing({ chromium: true })) : 'E2E_ONLY leaves mfbundle out', timeout: 240_000 }, () => {
  let browser, out;
  const host = suiteServer(after);
  const remote = suiteServer(after);
  before(async () => {
    out = tempDir('workers');
    host.root = path.join(out, 'host/dist');
    remote.root = path.join(out, 'site');
    await Promise.all([host.start(), remote.start()]);
    browser = await launch();
  });
  after(() => browser?.close());

  function write(dir, list) {
    for (const [name, text] of Object.entries(list)) {
      fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
      fs.writeFileSync(path.join(dir, name), text);
    }
  }

  const kinds = {
    script: { output: {}, place: (url) => `remote@${url}` },
    'script with a public path that is a URL': { output: () => ({ publicPath: `${remote.origin}/fixed/` }), place: (url) => `remote@${url}`, at: 'fixed' },
    'script in folders': { output: { chunkFilename: 'deep/[name].[contenthash:8].js' }, place: (url) => `remote@${url}` },
    'script with chunks that the page has as well': { output: {}, more: { optimization: { splitChunks: { chunks: 'all', minSize: 0 } } }, place: (url) => `remote@${url}` },
    'module with chunks that the page has as well': { output: { module: true }, more: { optimization: { splitChunks: { chunks: 'all', minSize: 0 } } }, place: (url) => `module ${url}` },
    module: { output: { module: true }, place: (url) => `module ${url}` },
  };
  for (const [kind, { output, more, place, at = kind.replaceAll(' ', '-') }] of Object.entries(kinds)) {
    test(kind, async () => {
      const dir = path.join(out, at);
      write(dir, { ...files, 'federation.yaml': JSON.stringify({ name: 'remote', entry: {}, output: typeof output === 'function' ? output() : output, ...more, federation: { name: 'remote', filename: 'remoteEntry.js', exposes: { './start': './src/start.js' } } }) });
      await build(dir, { mode: 'production', outDir: path.join(remote.root, at) });
      const shell = path.join(out, 'host');
      fs.rmSync(shell, { recursive: true, force: true });
      write(shell, {
        'src/index.js': "globalThis.start = import('remote/start');\n",
        'federation.yaml': JSON.stringify({ name: 'shell', entry: './src/index.js', federation: { name: 'shell', remotes: { remote: place(`${remote.origin}/${at}/remoteEntry.js`) } } }),
      });
      await build(shell, { mode: 'production', outDir: host.root });
      // Workers begin as blobs or data, which then load what the policy lets scripts be loaded from; what an ES module
      // imports is to the browser a worker as well.
      const policy = `script-src 'self' ${remote.origin}; worker-src blob: data:${kind.startsWith('module') ? ` ${remote.origin}` : ''}`;
      write(host.root, { 'index.html': `<!doctype html><link rel="icon" href="data:,"><meta http-equiv="content-security-policy" content="${policy}"><script src="main.js"></script>` });
      const tab = await openPage(browser);
      const second = await tab.page.browserContext().newPage();
      try {
        const ask = (page, what) => page.evaluate((name) => start.then((m) => m[name]()).catch((e) => String(e?.stack ?? e)), what);
        await tab.page.goto(`${host.origin}/`, { waitUntil: 'load' });
        assert.deepEqual(await ask(tab.page, 'dedicated'), [true, 'a chunk of the worker', 'inner: a chunk of the worker', 'own'], tab.problems.join('\n'));
        assert.deepEqual(await ask(tab.page, 'dedicated'), [true, 'a chunk of the worker', 'inner: a chunk of the worker', 'own']);
        assert.deepEqual(await ask(tab.page, 'shared'), [1, 'a chunk of the worker'], tab.problems.join('\n'));
        await second.goto(`${host.origin}/`, { waitUntil: 'load' });
        assert.deepEqual(await ask(second, 'shared'), [2, 'a chunk of the worker']);
        assert.deepEqual(tab.problems, []);
      } finally {
        await tab.close();
      }
    });
  }
});
