// What experiments of @module-federation/enhanced leave out of its runtime, and two builds that have one core.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { build, run } from './lib/build.mjs';
import { E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';

describe('experiments of the enhanced runtime', { skip: skipOrFail(missing()) || !withMfbundle, timeout: 120_000 }, () => {
  let dir;
  const size = (name) => fs.statSync(path.join(dir, 'dist', name, 'main.js')).size;
  before(() => {
    dir = tempDir('enhanced-options');
    fs.mkdirSync(path.join(dir, 'src'));
    fs.symlinkSync(path.join(E2E, 'node_modules'), path.join(dir, 'node_modules'));
    fs.writeFileSync(path.join(dir, 'package.json'), '{"name": "options"}');
    fs.writeFileSync(path.join(dir, 'src/x.js'), 'export const x = "x";\n');
    fs.writeFileSync(path.join(dir, 'src/index.js'), 'import("rem/x").then((m) => console.log(m.x), (error) => console.log(String(error)));\n');
    const documents = [{ name: 'rem', target: 'async-node', entry: {}, output: { path: 'dist/rem' }, federation: { name: 'rem', filename: 'remoteEntry.js', library: { type: 'commonjs-module' }, exposes: { './x': './src/x.js' } } }];
    for (const [name, experiments] of Object.entries({
      plain: {}, external: { externalRuntime: true }, provider: { provideExternalRuntime: true }, unshared: { asyncStartup: true, optimization: { disableShared: true, disableSnapshot: true, target: 'node' } },
    })) {
      documents.push({ name, target: 'async-node', output: { path: `dist/${name}` }, federation: { name, manifest: false, implementation: 'enhanced', experiments, remotes: { rem: 'commonjs-module ../rem/remoteEntry.js' } } });
    }
    fs.writeFileSync(path.join(dir, 'federation.yaml'), documents.map((d) => JSON.stringify(d)).join('\n---\n'));
    return build(dir);
  });

  test('each runs', async () => {
    for (const name of ['plain', 'provider', 'unshared']) {
      const { stdout, stderr } = await run('node', [path.join(dir, 'dist', name, 'main.js')]);
      assert.equal(stdout, 'x\n', `${name}: ${stderr}`);
    }
  });

  test('one core for two builds', async () => {
    const both = ['provider', 'external'].map((name) => `require(${JSON.stringify(path.join(dir, 'dist', name, 'main.js'))})`).join(';');
    const { stdout, stderr } = await run('node', ['-e', both]);
    assert.equal(stdout, 'x\nx\n', stderr);
    const alone = await run('node', [path.join(dir, 'dist/external/main.js')]);
    assert.match(alone.stderr, /undefined/);
    assert.ok(size('external') < size('plain') / 3, `${size('external')} of ${size('plain')} bytes`);
    assert.ok(size('provider') < size('plain') * 1.2, 'the core is there once');
  });

  test('what is not shared needs no code', () => assert.ok(size('unshared') < size('plain') - 2000, `${size('unshared')} of ${size('plain')} bytes`));
});
