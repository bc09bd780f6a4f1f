// A TypeScript library that is published as ES modules, CommonJS and UMD, used as its users do: by import, by require,
// by an AMD loader, and in Chromium by an import map and by script tags. Its declarations are those of the project's tsc.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { build, run } from './lib/build.mjs';
import { launch, openPage } from './lib/browser.mjs';
import { E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';
import { suiteServer } from './lib/server.mjs';

const reason = withMfbundle ? skipOrFail(missing({ chromium: true })) : 'E2E_ONLY leaves mfbundle out';
const EXPORTS = ['Currency', 'Price', 'default', 'format', 'formatted', 'rateOf', 'useTotal'];

for (const mode of ['production', 'development']) {
  describe(`a TypeScript library, ${mode}`, { skip: reason, timeout: 120_000 }, () => {
    let dir, lib, user;
    const server = suiteServer(after);

    before(async () => {
      dir = tempDir('library');
      lib = path.join(dir, 'node_modules/@acme/money');
      fs.cpSync(path.join(E2E, 'apps/ts-library'), lib, { recursive: true, filter: (f) => !/[\\/](dist|node_modules)$/.test(f) });
      for (const name of ['react', 'react-dom', 'scheduler']) fs.cpSync(path.join(E2E, 'node_modules', name), path.join(dir, 'node_modules', name), { recursive: true });
      await build(lib, { mode });
      user = path.join(dir, 'user.mjs');
      fs.writeFileSync(user, '');
      await server.start();
      server.root = dir;
    });

    /** What each user of the library does with it, in whatever format it came. */
    function works(money) {
      const Money = money.default;
      assert.equal(String(new Money(2).plus(new Money(160, money.Currency.Yen))), '3.00 EUR');
      assert.equal(String(new Money(1).to(money.Currency.Yen)), '160 JPY');
      assert.throws(() => money.rateOf('XXX'), { name: 'RangeError', message: 'no rate of XXX' });
      const before = money.formatted();
      money.format(1);
      assert.equal(money.formatted(), before + 1);
    }

    test('by import: a namespace of real exports, one copy of what entries have in common', async () => {
      const script = `
        import * as money from '@acme/money';
        import * as small from '@acme/money/format';
        import React from 'react';
        import { renderToStaticMarkup } from 'react-dom/server';
        small.format(3);
        console.log(JSON.stringify({
          names: Object.keys(money).sort(), small: Object.keys(small).sort(), shared: money.formatted(),
          html: renderToStaticMarkup(React.createElement(money.Price, {of: new money.default(5)})),
        }));`;
      fs.writeFileSync(user, script);
      const { stdout, stderr } = await run(process.execPath, [user], { cwd: dir });
      assert.deepEqual(JSON.parse(stdout || JSON.stringify(stderr)), { names: EXPORTS, small: ['format', 'formatted'], shared: 1, html: '<span class="price">5.00 EUR</span>' });
      works(await import(pathToFileURL(path.join(lib, 'dist/esm/money.mjs'))));
    });

    test('by require', () => {
      const require = createRequire(user);
      const money = require('@acme/money');
      assert.deepEqual(Object.keys(money).sort(), EXPORTS);
      assert.equal(money.__esModule, true);
      works(money);
    });

    test('UMD: by an AMD loader, as CommonJS and as a global', () => {
      const code = fs.readFileSync(path.join(lib, 'dist/umd/money.js'), 'utf8');
      const require = createRequire(user);
      let defined;
      const define = Object.assign((...args) => { defined = args; }, { amd: {} });
      vm.runInThisContext(`(function (define, exports, module, self) {${code}\n})`)(define);
      const [name, dependencies, factory] = defined;
      assert.equal(name, 'Money');
      assert.deepEqual(dependencies.toSorted(), ['react', 'react/jsx-runtime']);
      works(factory(...dependencies.map((d) => require(d))));

      const module = { exports: {} };
      vm.runInThisContext(`(function (require, module, exports) {${code}\n})`)(require, module, module.exports);
      works(module.exports);

      const global = { React: require('react'), ReactJSX: require('react/jsx-runtime') };
      vm.runInThisContext(`(function (self, exports, module, define) {${code}\n})`)(global);
      works(global.Money);
    });

    test('in Chromium: an import map, and script tags', async () => {
      const browser = await launch();
      try {
        const stub = (names) => `data:text/javascript,${encodeURIComponent(`${names.map((n) => `export const ${n} = (...a) => globalThis.${n}(...a);`).join('')}`)}`;
        fs.writeFileSync(path.join(dir, 'index.html'), `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<script>React = { useMemo: (f) => f() }; useMemo = React.useMemo; jsx = (type, props) => type + ':' + props.children; ReactJSX = { jsx, jsxs: jsx };</script>
<script type="importmap">${JSON.stringify({ imports: { react: stub(['useMemo']), 'react/jsx-runtime': stub(['jsx']), '@acme/money': './node_modules/@acme/money/dist/esm/money.mjs' } })}</script>
<script src="node_modules/@acme/money/dist/umd/money.js"></script>
<script type="module">
  import * as money from '@acme/money';
  const seen = (m) => [String(m.useTotal([new m.default(1), new m.default(320, m.Currency.Yen)])), m.Price({of: new m.default(7)})].join(' | ');
  document.body.innerHTML = '<p id="esm">' + seen(money) + '</p><p id="umd">' + seen(Money) + '</p>';
</script>`);
        const tab = await openPage(browser);
        await tab.page.goto(`${server.origin}/index.html`, { waitUntil: 'load' });
        for (const id of ['#esm', '#umd']) assert.equal(await tab.text(id), '3.00 EUR | span:7.00 EUR', id);
        assert.deepEqual(tab.problems, []);
        await tab.close();
      } finally {
        await browser.close();
      }
    });

    if (mode === 'production') {
      test('declarations of the project\'s own compiler fit the built files', async () => {
        const tsc = path.join(E2E, 'node_modules/typescript/bin/tsc');
        // The sources have no @types/react: JSX is typed by what a library that wants none would write.
        fs.writeFileSync(path.join(lib, 'src/react.d.ts'), `declare module 'react' { export function useMemo<T>(make: () => T, on: readonly unknown[]): T }
declare module 'react/jsx-runtime' { export namespace JSX { interface Element {} interface IntrinsicElements { span: {className?: string; children?: unknown} } } export function jsx(...a: unknown[]): JSX.Element; export const jsxs: typeof jsx }`);
        const declared = await run(process.execPath, [tsc, '-p', lib, '--outDir', path.join(lib, 'dist/types')], { cwd: lib });
        assert.equal(declared.code, 0, declared.stdout);
        fs.writeFileSync(path.join(dir, 'user.ts'), `import Money, { Currency, format, type FormatOptions } from '@acme/money';
const options: FormatOptions = { currency: Currency.Yen };
export const text: string = format(1, options) + new Money(1, Currency.Euro).to(Currency.Yen);
// @ts-expect-error: a number is no currency
new Money(1, 2);`);
        const used = await run(process.execPath, [tsc, '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'nodenext', '--moduleResolution', 'nodenext', 'user.ts'], { cwd: dir });
        assert.equal(used.code, 0, used.stdout);
      });
    }
  });
}
