// Style sheets for old browsers have none of the syntax that esbuild lowers and they do not know, and mean the same: what
// Chromium computes from them is what it computes from the sheet as it was written. color-mix(), and :is() where it is
// written, are not lowered.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch, openPage } from './lib/browser.mjs';
import { build } from './lib/build.mjs';
import { missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';

const SHEET = `:root { --space: 4px }
.card {
  color: #11223366;
  background-color: hsl(120deg 100% 50% / 0.2);
  border-top-color: rgb(10 20 30 / 40%);
  inset: 1px 2px 3px 4px;
  user-select: none;
  &:is(.wide, .tall) { padding-left: 9px }
  & > .title, .note { margin-left: calc(var(--space) * 2) }
  .wide & { outline-width: 3px; outline-style: solid }
  @media (width >= 1px) { text-indent: 5px; .note { color: hwb(120 0% 0%) } }
}
`;
const BODY = '<div class="wide"><p class="card tall"><b class="title">a</b><i class="note">b</i></p></div>';
const WATCHED = ['color', 'background-color', 'border-top-color', 'top', 'left', 'user-select', 'padding-left', 'margin-left', 'outline-width', 'text-indent'];

describe('levels of style sheets', { skip: skipOrFail(missing({ chromium: true })) || !withMfbundle }, () => {
  let browser, page, wanted;
  before(async () => {
    browser = await launch();
    page = (await openPage(browser)).page;
    wanted = await computed(SHEET);
  });
  after(() => browser.close());

  /** computed is what a page with a sheet gets. */
  async function computed(css) {
    await page.setContent(`<!doctype html><style>${css}</style>${BODY}`);
    return page.evaluate((names) => [...document.querySelectorAll('p, b, i')].map((e) => names.map((n) => `${n}: ${getComputedStyle(e).getPropertyValue(n)}`).join('; ')), WATCHED);
  }

  for (const [target, absent, there] of [
    ['[web, chrome120]', /-webkit-user-select|-moz-/, /user-select/],
    ['[web, safari14]', /&|inset:|hwb|width >=|width>=/, /-webkit-user-select/],
    ['[web, firefox68]', /&|hwb/, /-moz-user-select/],
    ['[web, chrome60]', /&|inset:|hwb|rgb\(\d+ |#[\da-f]{8}\b|width >=|width>=/, /user-select/],
  ]) {
    for (const mode of ['none', 'production']) {
      test(`${target}, ${mode}`, async () => {
        const dir = tempDir('style-levels');
        fs.mkdirSync(path.join(dir, 'src'));
        fs.writeFileSync(path.join(dir, 'src/index.js'), 'import "./a.css"');
        fs.writeFileSync(path.join(dir, 'src/a.css'), SHEET);
        fs.writeFileSync(path.join(dir, 'federation.yaml'), `mode: ${mode}\ntarget: ${target}\n`);
        await build(dir);
        const css = fs.readFileSync(path.join(dir, 'dist/main.css'), 'utf8');
        assert.doesNotMatch(css, absent);
        assert.match(css, there);
        assert.deepEqual(await computed(css), wanted, css);
      });
    }
  }
});
