// A Vue 3 host and its remote, of single-file components, in Chromium: script setup in TypeScript, scoped styles, Sass, CSS
// modules, v-bind in CSS, parts in files of their own, custom blocks, async components, vue-router, and an exposed component.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from './lib/build.mjs';
import { launch, openPage } from './lib/browser.mjs';
import { E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';
import { suiteServer } from './lib/server.mjs';

const APP = path.join(E2E, 'apps/vue-app');
const id = (name) => `[data-testid=${name}]`;

describe('vue-app', { skip: skipOrFail(missing({ chromium: true })) || !withMfbundle, timeout: 300_000 }, () => {
  let browser;
  const host = suiteServer(after);
  const remote = suiteServer(after);
  before(async () => {
    browser = await launch();
    await host.start();
    await remote.start();
  });
  after(() => browser?.close());

  for (const mode of ['production', 'development']) {
    test(mode, async () => {
      const out = tempDir(`vue-${mode}`);
      for (const [name, server] of Object.entries({ remote, host })) {
        server.root = path.join(out, name);
        const { report } = await build(path.join(APP, name), { mode, outDir: server.root, env: { REMOTE_URL: remote.origin } });
        assert.deepEqual(report.warnings, []);
      }
      const tab = await openPage(browser);
      const { page, click, hasText, style, text, problems } = tab;
      try {
        await page.goto(`${host.origin}/`, { waitUntil: 'load' });

        await hasText(id('label'), 'LIGHT 1.0'); // provide and inject, expressions in TypeScript
        await click(id('add'));
        await hasText(id('add'), '3'); // defineModel and the default of a prop
        await hasText(id('label'), 'LIGHT 3.0');
        assert.equal(await style(id('label'), 'color'), 'rgb(1, 2, 3)'); // v-bind in CSS
        await click(id('flip'));
        await hasText(id('label'), 'DARK 3.0');
        assert.equal(await style(id('label'), 'color'), 'rgb(4, 5, 6)');
        await page.waitForSelector(id('later'));
        await hasText(id('badge'), 'from host 0');
        await click(id('badge'));
        await hasText(id('badge'), 'from host 1');
        await hasText(id('docs'), 'Shows a list.'); // a custom block

        const want = {
          'home padding-top': '13px', // Sass, with a file of its own
          'inner border-left-color': 'rgb(21, 22, 23)', 'inner border-left-width': '5px', // :deep()
          'inner margin-top': '9px', 'add color': 'rgb(31, 32, 33)', 'add padding-left': '11px', // CSS modules, composes
          'list list-style-type': 'square', // a scoped sheet in another file
          'later color': 'rgb(41, 42, 43)', 'badge color': 'rgb(51, 52, 53)',
        };
        const got = {};
        for (const key of Object.keys(want)) got[key] = await style(id(key.split(' ')[0]), key.split(' ')[1]);
        assert.deepEqual(got, want);
        assert.equal(await page.$eval('body', (e) => getComputedStyle(e).backgroundColor), 'rgb(250, 251, 252)');
        assert.equal(await page.$eval(id('dot'), (e) => e.naturalWidth), 2); // an address in a template
        assert.match(await page.$eval(id('home'), (e) => [...e.attributes].map((a) => a.name).join()), /data-v-/);

        await click(id('to-user'));
        await hasText(id('user'), 'user 7');
        assert.equal(await style(id('user'), 'font-size'), '31px'); // the sheet of a lazy route
        await click(id('to-home'));
        await page.waitForSelector(id('home'));
        assert.equal(await text(id('add')), '1');
        assert.deepEqual(problems, []);

        const thrown = new Promise((ok) => page.once('pageerror', ok));
        await click(id('fail'));
        const error = await thrown;
        const [, file, line, column] = error.stack.match(/\/([\w.-]+\.js):(\d+):(\d+)/);
        const map = new SourceMap(JSON.parse(fs.readFileSync(path.join(host.root, `${file}.map`), 'utf8')));
        const origin = map.findEntry(line - 1, column - 1);
        assert.match(origin.originalSource, /src\/views\/Home\.vue/);
        const source = fs.readFileSync(path.join(APP, 'host/src/views/Home.vue'), 'utf8').split('\n');
        assert.match(source[origin.originalLine], /throw new RangeError/);
      } catch (error) {
        error.message += `\nproblems: ${problems.join('\n')}`;
        throw error;
      } finally {
        await tab.close();
      }
    });
  }
});
