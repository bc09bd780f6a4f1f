// A React 19 host and its remote whose styles, pictures and texts come through real loaders, in Chromium: CSS modules, Sass,
// Less, Tailwind, SVGR, MDX and Babel.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from './lib/build.mjs';
import { launch, openPage } from './lib/browser.mjs';
import { E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';
import { suiteServer } from './lib/server.mjs';

const APP = path.join(E2E, 'apps/styles-app');
const id = (name) => `[data-testid=${name}]`;

describe('styles-app', { skip: skipOrFail(missing({ chromium: true })) || !withMfbundle, timeout: 300_000 }, () => {
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
    describe(mode, () => {
      let failure; // of the builds: a hook that throws would hide it from the tests
      before(async () => {
        try {
          const out = tempDir(`styles-${mode}`);
          for (const [name, server] of Object.entries({ remote, host })) {
            server.root = path.join(out, name);
            const { report } = await build(path.join(APP, name), { mode, outDir: server.root, env: { REMOTE_URL: remote.origin } });
            assert.deepEqual(report.warnings, []);
          }
        } catch (error) {
          failure = error;
        }
      });

      /** Opens the first page and runs check with it; what went wrong in it must be exactly `problems`, by pattern. */
      const visit = (name, check, problems = []) => test(name, async () => {
        if (failure) throw failure;
        const tab = await openPage(browser);
        try {
          await tab.page.goto(`${host.origin}/`, { waitUntil: 'load' });
          await tab.page.waitForSelector(id('home'));
          await check(tab);
          assert.equal(tab.problems.length, problems.length, tab.problems.join('\n'));
          problems.forEach((pattern, i) => assert.match(tab.problems[i], pattern));
        } catch (error) {
          error.message += `\nproblems: ${tab.problems.join('\n')}`;
          throw error;
        } finally {
          await tab.close();
        }
      });

      visit('every kind of sheet reaches its elements', async ({ style }) => {
        const want = {
          'home background-color': 'rgb(10, 20, 30)', 'home padding-top': '16px', // Tailwind
          'card color': 'rgb(77, 88, 99)', 'card padding-top': '9px', 'card border-top-left-radius': '6px', // composes
          'title color': 'rgb(11, 22, 33)', 'title border-top-width': '3px', // a Sass variable and a mixin of another file
          'global color': 'rgb(11, 22, 33)', 'less margin-left': '7px', // nesting
          'less color': 'rgb(44, 55, 66)', 'less font-style': 'italic', // extend
        };
        const got = {};
        for (const key of Object.keys(want)) got[key] = await style(id(key.split(' ')[0]), key.split(' ')[1]);
        assert.deepEqual(got, want);
        const animation = await style(id('card'), 'animation-name');
        assert.notEqual(animation, 'appear', 'names of keyframes are local');
        assert.match(animation, /^[\w-]+$/);
      });

      visit('SVG, MDX, Babel and Material components render and work', async ({ page, click, hasText, text, style }) => {
        const star = await page.$eval(id('star'), (e) => [e.namespaceURI, e.localName, e.getAttribute('viewBox'), e.querySelectorAll('path').length]);
        assert.deepEqual(star, ['http://www.w3.org/2000/svg', 'svg', '0 0 10 10', 1]);
        assert.equal(await style(id('star'), 'width'), '32px');
        assert.equal(await text('h1'), 'Written in MDX');
        assert.equal(await text('h1 ~ p em'), '42');
        await click(id('count'));
        await click(id('count'));
        await hasText(id('count'), 'count 4');
        await hasText(id('mui'), 'closed');
        assert.equal(await style(id('mui'), 'background-color'), 'rgb(25, 118, 210)');
        await click(id('mui'));
        await hasText(id('mui'), 'open');
      });

      /** Runs start while style sheets named so are held back until `seen` says that the code waits for them alone. */
      async function heldBack(page, sheet, script, start, meanwhile) {
        const held = [];
        await page.setRequestInterception(true);
        page.on('request', (request) => (sheet.test(request.url()) ? held.push(request) : request.continue()));
        const code = page.waitForResponse((response) => script.test(response.url()));
        await start();
        await (await code).buffer();
        await page.evaluate(() => new Promise((ok) => requestIdleCallback(ok)));
        assert.equal(held.length, 1, 'the sheet is asked for beside the code');
        await meanwhile();
        await held[0].continue();
      }
      const chunk = (name, ext) => fs.readdirSync(host.root).find((f) => f.endsWith(ext) && fs.readFileSync(path.join(host.root, f), 'utf8').includes(name));

      visit('a lazy route comes with its sheet, which is there first', async ({ page, click, style, text }) => {
        assert.equal(await text(id('badge')), 'badge 0'); // else its sheet would be one of those held back
        const script = chunk('data-first', '.js');
        await heldBack(page, /\.css$/, new RegExp(script.replaceAll('.', '\\.')), () => click(id('to-lazy')), async () => assert.equal(await page.$(id('lazy')), null));
        await page.waitForSelector(id('lazy'));
        assert.equal(await page.$eval(id('lazy'), (e) => e.dataset.first), 'rgb(90, 80, 70)');
        assert.equal(await style(id('lazy'), 'border-top-width'), '5px');
        await click(id('to-home'));
        await page.waitForSelector(id('home'));
      });

      visit('a remote component comes with its sheet, which is there first', async ({ page, hasText, click, style }) => {
        const there = { badge: page.waitForSelector(id('badge')) };
        await there.badge;
        await page.waitForNetworkIdle();
        const sheets = (log) => log.filter((p) => p.endsWith('.css'));
        assert.ok(sheets(remote.paths).length > 0);
        assert.equal(await style(id('badge'), 'color'), 'rgb(120, 110, 100)');
        await click(id('badge'));
        await hasText(id('badge'), 'badge 1');

        const fromRemote = new RegExp(`^${remote.origin}/.*\\.css$`);
        const expose = new RegExp(`^${remote.origin}/(?!remoteEntry).*\\.js$`);
        await heldBack(page, fromRemote, expose, () => page.reload({ waitUntil: 'domcontentloaded' }), async () => {
          await page.waitForSelector(id('count'));
          assert.equal(await page.$(id('badge')), null);
        });
        await page.waitForSelector(id('badge'));
        assert.equal(await style(id('badge'), 'color'), 'rgb(120, 110, 100)');
      });

      visit('an error leads through the map of Babel to the file as it was written', async ({ page, click }) => {
        const thrown = new Promise((ok) => page.once('pageerror', ok));
        await click(id('fail'));
        const [, file, line, column] = (await thrown).stack.match(/\/([\w.-]+\.js):(\d+):(\d+)/);
        const map = new SourceMap(JSON.parse(fs.readFileSync(path.join(host.root, `${file}.map`), 'utf8')));
        const origin = map.findEntry(line - 1, column - 1);
        const source = fs.readFileSync(path.join(APP, 'host/src/legacy/Counter.jsx'), 'utf8').split('\n');
        assert.match(origin.originalSource, /src\/legacy\/Counter\.jsx$/);
        assert.match(source[origin.originalLine], /throw new RangeError/);
      }, [/RangeError: thrown in legacy/]);
    });
  }
});
