// An application with a worker, a shared worker, WebAssembly that imports JavaScript, and SVG files as components and as
// addresses, in Chromium.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from './lib/build.mjs';
import { launch, openPage } from './lib/browser.mjs';
import { E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';
import { suiteServer } from './lib/server.mjs';

const APP = path.join(E2E, 'apps/worker-app');
const id = (name) => `[data-testid=${name}]`;

describe('worker-app', { skip: skipOrFail(missing({ chromium: true })) || !withMfbundle, timeout: 300_000 }, () => {
  let browser;
  const server = suiteServer(after);
  before(async () => {
    browser = await launch();
    await server.start();
  });
  after(() => browser?.close());

  for (const mode of ['production', 'development']) {
    test(mode, async () => {
      server.root = tempDir(`worker-${mode}`);
      const { report } = await build(APP, { mode, outDir: server.root });
      assert.deepEqual(report.warnings, []);
      // Servers that do not know the type of .wasm are many: the file is then compiled when all of it is there.
      for (const type of ['application/wasm', 'application/octet-stream']) {
        server.types = { '.wasm': type };
        const tab = await openPage(browser);
        const { page, hasText, click, problems } = tab;
        try {
          await page.goto(`${server.origin}/`, { waitUntil: 'load' });
          await hasText(id('sum'), '40 DedicatedWorkerGlobalScope heavy');
          await hasText(id('shared'), '5 SharedWorkerGlobalScope');
          await hasText(id('wasm'), '42');
          const star = await page.$eval(id('star'), (e) => [e.namespaceURI, e.getAttribute('width'), e.querySelectorAll('path').length]);
          assert.deepEqual(star, ['http://www.w3.org/2000/svg', '24', 1]);
          const image = await page.$eval(id('image'), (e) => [new URL(e.src).pathname, e.naturalWidth]);
          assert.match(image[0], /^\/assets\/star\.[0-9a-f]{8}\.svg$/);
          assert.equal(image[1], 10);
          assert.deepEqual(problems, []);

          // What goes wrong in a worker leads back to its source.
          const thrown = new Promise((ok) => page.once('pageerror', ok));
          await click(id('fail'));
          const [, file, line, column] = (await thrown).stack.match(/\/([\w.-]+\.js):(\d+):(\d+)/);
          const map = new SourceMap(JSON.parse(fs.readFileSync(path.join(server.root, `${file}.map`), 'utf8')));
          const origin = map.findEntry(line - 1, column - 1);
          assert.match(origin.originalSource, /src\/heavy\.worker\.ts$/);
          assert.match(fs.readFileSync(path.join(APP, 'src/heavy.worker.ts'), 'utf8').split('\n')[origin.originalLine], /throw new RangeError/);
        } catch (error) {
          error.message += `\n${type}: ${problems.join('\n')}`;
          throw error;
        } finally {
          await tab.close();
        }
      }
    });
  }
});
