// Types of containers: made and loaded by mfbundle and by @module-federation/dts-plugin, each by each, with the same options.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build, run } from './lib/build.mjs';
import { E2E, MFBUNDLE, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';
import { suiteServer } from './lib/server.mjs';

const require = createRequire(import.meta.url);
const { DTSManager } = createRequire(require.resolve('@module-federation/enhanced'))('@module-federation/dts-plugin/core');

/** Writes files, and a node_modules with the TypeScript of e2e. */
function project(dir, files) {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), typeof text === 'string' ? text : JSON.stringify(text));
  }
  fs.mkdirSync(path.join(dir, 'node_modules/.bin'), { recursive: true });
  fs.symlinkSync(path.join(E2E, 'node_modules/typescript'), path.join(dir, 'node_modules/typescript'));
  fs.symlinkSync('../typescript/bin/tsc', path.join(dir, 'node_modules/.bin/tsc'));
}

const compilerOptions = { target: 'es2022', module: 'esnext', moduleResolution: 'bundler', strict: true, noEmit: true, types: [] };
const generate = { typesFolder: 'kit-types', compiledTypesFolder: 'inner', generateAPITypes: true, extractThirdParty: true, extractRemoteTypes: true, additionalFilesToCompile: ['./src/more.ts'], deleteTypesFolder: false };
const consume = { remoteTypesFolder: 'kit-types', consumeAPITypes: true, runtimePkgs: ['own-runtime'], deleteTypesFolder: false };

const exposes = { './Button': './src/Button.ts', './passed': './src/passed.ts' };
const remote = {
  'tsconfig.json': { compilerOptions },
  'src/Button.ts': 'import type { Size } from "sizes";\nexport default function Button(size: Size): string { return size }\nexport type { Size };\n',
  'src/passed.ts': 'export { named } from "base/named";\n',
  'src/more.ts': 'export const more = 1;\n',
  'src/base.d.ts': 'declare module "base/*";\n',
  'node_modules/sizes/package.json': { name: 'sizes', version: '1.0.0', types: './index.d.ts' },
  'node_modules/sizes/index.js': '', // dts-plugin resolves it
  '@mf-types/base/named.d.ts': 'export declare const named: 1;\n', // loaded before: the remote is down
  'node_modules/sizes/index.d.ts': 'export type Size = "s" | "l";\n',
};
const host = {
  'tsconfig.json': { compilerOptions: { ...compilerOptions, paths: { '*': ['./@mf-types/*'] } }, files: ['src/index.ts', 'own-runtime.d.ts', '@mf-types/index.d.ts'] },
  'own-runtime.d.ts': 'declare module "own-runtime" {}\n',
  'src/index.ts': `import Button, { type Size } from "kit/Button";
import { loadRemote } from "own-runtime";
const size: Size = "SIZE";
export const text: string = Button(size);
export const later: Promise<string> = loadRemote("kit/Button").then((m) => m.default("l"));
`,
};

describe('types of containers', { skip: skipOrFail(missing()) || !withMfbundle, timeout: 240_000 }, () => {
  const server = suiteServer(after);
  let out;
  before(async () => {
    out = tempDir('dts');
    server.root = path.join(out, 'site');
    fs.mkdirSync(server.root);
    await server.start();
  });

  const makers = {
    mfbundle: (dir, to) => build(dir, { outDir: to }),
    async 'dts-plugin'(dir) {
      const config = { name: 'kit', filename: 'remoteEntry.js', exposes, remotes: { base: 'base@http://127.0.0.1:1/remoteEntry.js' } };
      const manager = new DTSManager({
        remote: { context: dir, outputDir: path.relative(dir, path.join(server.root, 'dts-plugin')), moduleFederationConfig: config, ...generate },
        host: { context: dir, moduleFederationConfig: config },
      });
      await manager.generateTypes();
    },
  };
  const consumers = {
    async mfbundle(dir, maker) {
      fs.writeFileSync(path.join(dir, 'federation.yaml'), JSON.stringify({ name: 'host', entry: './src/index.ts', federation: { name: 'host', remotes: { kit: `kit@${server.origin}/${maker}/remoteEntry.js` }, dts: { consumeTypes: { ...consume, abortOnError: true } } }, externals: { 'own-runtime': 'ownRuntime' } }));
      await build(dir);
    },
    async 'dts-plugin'(dir, maker) {
      const manager = new DTSManager({ host: { context: dir, moduleFederationConfig: { name: 'host', remotes: { kit: `kit@${server.origin}/${maker}/remoteEntry.js` } }, ...consume } });
      await manager.consumeTypes();
    },
  };

  for (const maker of Object.keys(makers)) {
    test(`made by ${maker}`, async (t) => {
      const dir = path.join(out, `remote-${maker}`);
      project(dir, { ...remote, 'federation.yaml': { name: 'kit', entry: {}, federation: { name: 'kit', filename: 'remoteEntry.js', exposes, remotes: { base: 'base@http://127.0.0.1:1/remoteEntry.js' }, dts: { displayErrorInTerminal: false, generateTypes: { ...generate, abortOnError: false }, consumeTypes: { maxRetries: 0, timeout: 1000 } } } } });
      await makers[maker](dir, path.join(server.root, maker));
      const types = path.join(server.root, maker, 'kit-types');
      // From which folder on the names below "inner" are is the maker's own.
      const files = fs.readdirSync(types, { recursive: true }).map((f) => f.replace(/^inner\/src\//, 'inner/'));
      for (const file of ['Button.d.ts', 'passed.d.ts', 'inner/Button.d.ts', 'inner/more.d.ts', 'node_modules/sizes/index.d.ts', 'node_modules/base/named.d.ts']) assert.ok(files.includes(file), file);
      for (const consumer of Object.keys(consumers)) {
        await t.test(`loaded by ${consumer}`, async () => {
          const to = path.join(out, `host-${maker}-${consumer}`);
          project(to, { ...host, '@mf-types/kit/old.d.ts': 'export const old = 1;\n' });
          await consumers[consumer](to, maker);
          assert.ok(fs.existsSync(path.join(to, '@mf-types/kit/old.d.ts')), 'files of before stay');
          const index = path.join(to, 'src/index.ts');
          const text = fs.readFileSync(index, 'utf8');
          for (const [size, code] of [['l', 0], ['xl', 1]]) {
            fs.writeFileSync(index, text.replace('SIZE', size));
            const checked = await run(path.join(to, 'node_modules/.bin/tsc'), ['-p', to]);
            assert.equal(checked.code === 0 ? 0 : 1, code, `${size}: ${checked.stdout}`);
          }
        });
      }
    });
  }

  test('a manager of the project, which makes and loads types instead', async () => {
    const core = createRequire(require.resolve('@module-federation/enhanced')).resolve('@module-federation/dts-plugin/core');
    const manager = `const { DTSManager } = require(${JSON.stringify(core)});
module.exports = class extends DTSManager {
  async generateTypes() { require('fs').writeFileSync('made.json', JSON.stringify(this.extraOptions)); await super.generateTypes(); }
};
`;
    const dts = { implementation: './types.cjs', extraOptions: { team: 'shop' } };
    const kit = path.join(out, 'remote-managed'), to = path.join(out, 'host-managed');
    project(kit, { ...remote, 'types.cjs': manager, 'federation.yaml': { name: 'kit', entry: {}, federation: { name: 'kit', filename: 'remoteEntry.js', exposes: { './Button': './src/Button.ts' }, dts: { ...dts, generateTypes: { compileInChildProcess: false, typesFolder: 'kit-types', extractThirdParty: true, generateAPITypes: true } } } } });
    await build(kit, { outDir: path.join(server.root, 'managed') });
    assert.equal(fs.readFileSync(path.join(kit, 'made.json'), 'utf8'), '{"team":"shop"}');
    project(to, { ...host, 'types.cjs': manager, 'federation.yaml': { name: 'host', entry: './src/index.ts', externals: { 'own-runtime': 'ownRuntime' }, federation: { name: 'host', remotes: { kit: `kit@${server.origin}/managed/remoteEntry.js` }, dts: { ...dts, consumeTypes: { ...consume, family: 4, abortOnError: true } } } } });
    await build(to);
    const index = path.join(to, 'src/index.ts');
    fs.writeFileSync(index, fs.readFileSync(index, 'utf8').replace('SIZE', 'l'));
    const checked = await run(path.join(to, 'node_modules/.bin/tsc'), ['-p', to]);
    assert.equal(checked.code, 0, checked.stdout);
    // What it throws is told.
    fs.writeFileSync(path.join(to, 'types.cjs'), 'module.exports = class { consumeTypes() { throw new Error("not today") } };\n');
    const { report } = await build(to, { allowFailure: true });
    assert.match(JSON.stringify(report.errors), /dts-consume.*not today/);
  });

  test('the declarations of mfbundle/runtime', async () => {
    const dir = path.join(out, 'runtime');
    const { stdout } = await run(MFBUNDLE, ['types']);
    const program = `import { getInstance, init, loadRemote, loadShare, preloadRemote, registerPlugins, registerRemotes, registerShared, unloadRemote, type RuntimePlugin } from "mfbundle/runtime";
const quiet: RuntimePlugin = { name: "quiet", errorLoadRemote: () => null };
registerRemotes([{ name: "kit", entry: "https://kit.example/mf-manifest.json", type: "module", alias: "k" }], { force: true });
registerShared({ react: { version: "19.0.0", lib: () => ({}), shareConfig: { singleton: true, requiredVersion: "^19.0.0" } } });
registerPlugins([quiet]);
export const name: string = init({ name: "shell", remotes: [], plugins: [quiet] }).name;
export const all = async () => {
  await preloadRemote([{ nameOrAlias: "kit", exposes: ["Button"], resourceCategory: "all" }]);
  const { Button } = await loadRemote<{ Button(): string }>("kit/Button");
  const share = await loadShare<{ version: string }>("react");
  unloadRemote("kit");
  return [Button(), share && share().version, getInstance().options.remotes.length];
};
`;
    project(dir, { 'tsconfig.json': { compilerOptions, include: ['*.ts'] }, 'runtime.d.ts': stdout, 'index.ts': program });
    const check = () => run(path.join(dir, 'node_modules/.bin/tsc'), ['-p', dir]);
    const good = await check();
    assert.equal(good.code, 0, good.stdout);
    for (const wrong of ['registerRemotes([{ name: "x" }]);', 'loadRemote(1);', 'preloadRemote([{ nameOrAlias: "x", resourceCategory: "none" }]);']) {
      fs.writeFileSync(path.join(dir, 'index.ts'), `${program}${wrong}\n`);
      assert.notEqual((await check()).code, 0, wrong);
    }
  });
});
