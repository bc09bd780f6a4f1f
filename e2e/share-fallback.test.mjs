// Whole copies of shaken shares, in Chromium: programs print the same with and without tree shaking, and other builds, also
// those of Module Federation 2 with tree shaking of their own, get all exports.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch, openPage } from './lib/browser.mjs';
import { build, webpackBuild } from './lib/build.mjs';
import { E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';
import { suiteServer } from './lib/server.mjs';

const require = createRequire(import.meta.url);

/** What others got wrong: [source of an expose, whether something can be left out]. */
const programs = {
  named: ['import { Button } from "ui";\nexport const run = () => Button("x");\nexport { Button };\n', true],
  keys: ['import { Button } from "ui";\nimport * as ns from "ui";\nexport const run = () => Button("x") + Object.keys(ns).sort();\n', false],
  escaping: ['import * as ns from "ui";\nexport const run = () => ((all) => Object.keys(all).sort().join())(ns);\n', false],
  computed: ['import * as ns from "ui";\nconst name = ["Dia", "log"].join("");\nexport const run = () => ns.Button.length + ns[name]("x");\n', false],
  star: ['import { Button } from "ui";\nexport const run = async () => Button("x") + Object.keys(await import("./again.js")).sort();\n', false],
  required: ['import { Button } from "ui";\nconst name = ["Ca", "rd"].join("");\nexport const run = () => Button("x") + require("ui")[name]("x");\n', false],
  imported: ['import { Button } from "ui";\nconst name = ["Ca", "rd"].join("");\nexport const run = () => import("ui").then((m) => Button("x") + m[name]("x"));\n', false],
};
const container = (name, shaking) => ({
  name, mode: 'production', context: name.replace(/_plain$/, ''), entry: {}, output: { path: path.join('../dist', name) },
  federation: { name, filename: 'remoteEntry.js', exposes: { './run': './run.js' }, shared: { ui: shaking ? { treeShaking: true } : {} } },
});

describe('whole copies of shaken shares', { skip: skipOrFail(missing({ chromium: true })) || !withMfbundle, timeout: 400_000 }, () => {
  const dir = tempDir('share-fallback');
  const server = suiteServer(after);
  let browser, report;
  const write = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  };

  before(async () => {
    write('package.json', '{"name": "fleet", "version": "1.0.0", "dependencies": {"ui": "^1.0.0"}}');
    write('node_modules/ui/package.json', '{"name": "ui", "version": "1.2.0", "type": "module", "sideEffects": false}');
    write('node_modules/ui/index.js', ['Button', 'Dialog', 'Card'].map((name) => `export const ${name} = (text) => "<${name} made of " + text + ">";\n`).join(''));
    const documents = [];
    for (const [name, [source]] of Object.entries(programs)) {
      write(`${name}/run.js`, source);
      write(`${name}/again.js`, 'export * from "ui";\n');
      documents.push(container(name, true), container(`${name}_plain`, false));
    }
    // Hosts with an older copy of their own; one needs no more than the remote, and one does.
    for (const [name, need] of Object.entries({ less: 'Button', more: 'Dialog' })) {
      write(`${name}/package.json`, `{"name": "${name}", "version": "1.0.0", "dependencies": {"ui": "^1.0.0"}}`);
      write(`${name}/node_modules/ui/package.json`, '{"name": "ui", "version": "1.1.0", "type": "module", "sideEffects": false}');
      write(`${name}/node_modules/ui/index.js`, ['Button', 'Dialog'].map((n) => `export const ${n} = () => "old ${n}";\n`).join(''));
      write(`${name}/index.js`, `globalThis.said = import("named/run").then(async (r) => { const { ${need} } = await import("ui"); return [r.run(), ${need}("y"), ${need} === r.Button]; });\n`);
      documents.push({ name, mode: 'production', context: name, entry: './index.js', html: true, output: { path: `../dist/${name}` },
        federation: { name, remotes: { named: 'named@/named/remoteEntry.js' }, shared: { ui: { treeShaking: true } } } });
    }
    write('federation.yaml', documents.map((d) => JSON.stringify(d)).join('\n---\n'));
    ({ report } = await build(dir));
    server.root = path.join(dir, 'dist');
    write('dist/blank/index.html', '<!doctype html><link rel="icon" href="data:,"><p></p>');
    await server.start();
    browser = await launch();
  });
  after(() => browser?.close());

  test('every program prints what it prints without tree shaking, and others get the whole package', async () => {
    const { page, problems, close } = await openPage(browser, { timeout: 120_000 });
    await page.goto(`${server.origin}/blank/index.html`);
    for (const [name, [, shrinks]] of Object.entries(programs)) {
      const [shaken, plain] = await Promise.all([name, `${name}_plain`].map((which) => page.evaluate(async (which) => {
        const script = document.createElement('script');
        script.src = `/${which}/remoteEntry.js`;
        await new Promise((ok, fail) => { document.head.append(Object.assign(script, { onload: ok, onerror: fail })); });
        const scope = {};
        await window[which].init(scope);
        const said = await (await window[which].get('./run'))().run();
        const offered = await (await scope.ui['1.2.0'].get())();
        return { said, offered: Object.keys(offered).sort(), same: (await scope.ui['1.2.0'].get())() === offered };
      }, which)));
      assert.deepEqual(shaken, { ...plain, offered: ['Button', 'Card', 'Dialog'], same: true }, name);
      const manifest = JSON.parse(fs.readFileSync(path.join(dir, 'dist', name, 'mf-manifest.json'), 'utf8'));
      assert.equal(manifest.shared[0].fallback, shrinks ? 'independent-packages/ui/1.2.0/share-entry.js' : undefined, name);
      assert.equal(manifest.shared[0].fallbackName, shrinks ? `${name}_f_ui_1.2.0` : undefined, name);
      const own = fs.readdirSync(path.join(dir, 'dist', name)).filter((f) => f.endsWith('.js')).map((f) => fs.readFileSync(path.join(dir, 'dist', name, f), 'utf8')).join('');
      assert.equal(own.includes('<Dialog made of'), !shrinks, name);
      assert.equal(report.warnings.some((w) => w.code === 'share-kept-whole' && JSON.stringify(w).includes(`${name}/`)), !shrinks, name);
    }
    assert.deepEqual(problems, []);
    await close();
  });

  test('hosts take the copy that the remote made for itself when it has all that they need', async () => {
    for (const [name, want, files] of [['less', ['<Button made of x>', '<Button made of y>', true], 0], ['more', ['<Button made of x>', '<Dialog made of y>', false], 1]]) {
      server.log = [];
      const { page, problems, close } = await openPage(browser, { timeout: 120_000 });
      await page.goto(`${server.origin}/${name}/index.html`);
      assert.deepEqual(await page.evaluate(() => globalThis.said), want, problems.join('\n'));
      assert.equal(server.paths.filter((p) => p.endsWith('/share-entry.js')).length, files, server.paths.join());
      await close();
    }
  });

  test('a host of @module-federation/enhanced with tree shaking of its own uses the container', async () => {
    process.env.FEDERATION_WEBPACK_PATH = require.resolve('webpack-5-105'); // the last that the package runs on
    const { ModuleFederationPlugin } = require('@module-federation/enhanced/webpack');
    write('host/index.js', 'globalThis.said = Promise.all([import("named/run"), import("ui")]).then(([{ run }, ui]) => run() + Object.keys(ui).sort());\n');
    await webpackBuild({
      context: path.join(dir, 'host'), entry: './index.js', mode: 'production', output: { path: path.join(dir, 'dist/host'), publicPath: 'auto' },
      plugins: [new ModuleFederationPlugin({ name: 'host', dts: false, remotes: { named: `named@${server.origin}/named/mf-manifest.json` }, shared: { ui: { import: false, requiredVersion: '^1.0.0', treeShaking: { mode: 'runtime-infer' } } } })],
    }, require('webpack-5-105'));
    write('dist/host/index.html', '<!doctype html><link rel="icon" href="data:,"><script src="main.js"></script>');
    const { page, problems, close } = await openPage(browser, { timeout: 120_000 });
    await page.goto(`${server.origin}/host/index.html`);
    assert.equal(await page.evaluate(() => globalThis.said), '<Button made of x>Button,Card,Dialog', problems.join('\n'));
    assert.deepEqual(problems, []);
    await close();
  });
});
