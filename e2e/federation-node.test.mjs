// Containers that come over HTTP to hosts on Node: the official runtime by itself, and builds with
// @module-federation/node of webpack and Rspack, against mfbundle both ways, by entry and by manifest.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build, rspackBuild, run, webpackBuild } from './lib/build.mjs';
import { E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';
import { suiteServer } from './lib/server.mjs';

const require = createRequire(import.meta.url);
const shared = { 'tiny-single': { singleton: true } };
const PLUGIN = '@module-federation/node/runtimePlugin';
const good = 'of the remote,a chunk of the remote,1.5.0,true';

async function universal({ federation, ...config }, options) {
  process.env.FEDERATION_WEBPACK_PATH = require.resolve('webpack-5-105'); // the last that the package runs on
  const { UniversalFederationPlugin } = require('@module-federation/node');
  const plugin = new UniversalFederationPlugin({ ...federation, isServer: true, dts: false, manifest: true, ...options }, {});
  return webpackBuild({ ...config, target: 'async-node', mode: 'production', devtool: false, optimization: { minimize: false }, plugins: [plugin] }, require('webpack-5-105'));
}
async function mfbundle({ context, output: { path: outDir, ...output }, entry, federation }, more) {
  fs.writeFileSync(path.join(context, 'federation.yaml'), JSON.stringify({ name: federation.name, target: 'async-node', entry, output, federation: { ...federation, ...more } }));
  return build(context, { mode: 'production', outDir });
}
const makers = {
  mfbundle: (c) => mfbundle(c, {}),
  'mfbundle enhanced': (c) => mfbundle(c, { implementation: 'enhanced', runtimePlugins: [PLUGIN] }),
  'webpack, StreamingTargetPlugin': (c) => universal(c, {}),
  'webpack, runtimePlugin': (c) => universal(c, { useRuntimePlugin: true }),
  'rspack, runtimePlugin': async ({ federation, ...config }) => {
    const { ModuleFederationPlugin } = await import('@module-federation/enhanced/rspack');
    return rspackBuild({ ...config, target: 'async-node', mode: 'production', devtool: false, optimization: { minimize: false }, plugins: [new ModuleFederationPlugin({ ...federation, dts: false, dev: false, manifest: true, runtimePlugins: [require.resolve(PLUGIN)] })] });
  },
};
const isOurs = (name) => name.startsWith('mfbundle');
const pairs = Object.keys(makers).flatMap((host) => Object.keys(makers).filter((remote) => isOurs(host) || isOurs(remote)).flatMap((remote) => ['entry', 'manifest'].map((via) => ({ host, remote, via }))));

describe('federation on Node', { skip: withMfbundle ? skipOrFail(missing()) : 'E2E_ONLY leaves mfbundle out', timeout: 600_000 }, () => {
  let out;
  const server = suiteServer(after);
  const other = suiteServer(after);
  before(async () => {
    out = tempDir('federation-node');
    fs.symlinkSync(path.join(E2E, 'node_modules'), path.join(out, 'node_modules'));
    server.root = path.join(out, 'site');
    other.root = path.join(out, 'other');
    await Promise.all([server.start(), other.start()]);
  });

  const built = new Map();
  function once(id, make) {
    if (!built.has(id)) built.set(id, make());
    return built.get(id);
  }
  const folder = (name) => name.replaceAll(/[ ,]+/g, '-').toLowerCase();

  /** The files of a remote are below `box/` of the site, its chunks in a folder of their own. */
  const remote = (maker, { site = server, at = folder(maker), value, filename = 'remoteEntry.js', output = {} } = {}) => once(`remote ${maker} ${at} ${site.origin}`, async () => {
    const context = path.join(out, `remote-${at}-${site.port}`);
    fs.cpSync(path.join(E2E, 'testdata/remote-types/remote'), context, { recursive: true });
    if (value) fs.writeFileSync(path.join(context, 'src/deep.js'), `export const deep = ${JSON.stringify(value)};\n`);
    await makers[maker]({
      context, entry: {}, output: { path: path.join(site.root, at), chunkFilename: 'chunks/[name].[contenthash:8].js', publicPath: isOurs(maker) ? 'auto' : `${site.origin}/${at}/`, uniqueName: 'box', ...output },
      federation: { name: 'box', filename, library: { type: 'commonjs-module', ...(isOurs(maker) ? {} : { name: 'box' }) }, exposes: { './value': './src/value.js' }, shared },
    });
    return `${site.origin}/${at}`;
  });

  const PAGE = `import { notes } from 'tiny-single';
globalThis.__result = import('box/value').then(async (m) => [m.value, await m.deep(), m.version, m.notes === notes].join());
`;
  async function host(maker, url, id) {
    const context = path.join(out, id);
    fs.cpSync(path.join(E2E, 'testdata/remote-types/host'), context, { recursive: true });
    fs.writeFileSync(path.join(context, 'src/page.js'), PAGE);
    await makers[maker]({ context, entry: { main: './src/index.js' }, output: { path: path.join(context, 'dist'), filename: '[name].js', publicPath: 'auto', uniqueName: 'shell' }, federation: { name: 'shell', remotes: { box: `box@${url}` }, shared, remoteType: 'script' } });
    return path.join(context, 'dist/main.js');
  }

  const page = (main) => `require(${JSON.stringify(main)}); (async () => { while (!globalThis.__result) await new Promise(setImmediate); console.log(await globalThis.__result); process.exit(); })().catch((e) => { console.error(e); process.exit(1); })`;
  async function evaluate(script, ...flags) {
    const { code, stdout, stderr } = await run(process.execPath, [...flags, '-e', script], { cwd: out });
    assert.equal(code, 0, stderr);
    return { told: stdout.trim().split('\n').pop(), stderr };
  }

  for (const { host: by, remote: of, via } of pairs) {
    test(`${by} > ${of} by ${via}`, async () => {
      const site = await remote(of);
      const main = await host(by, `${site}/${via === 'manifest' ? 'mf-manifest.json' : 'remoteEntry.js'}`, `host-${folder(by)}-${folder(of)}-${via}`);
      const { told, stderr } = await evaluate(page(main));
      assert.equal(told, good, stderr);
    });
  }

  for (const by of ['mfbundle', 'mfbundle enhanced']) {
    test(`${by} > webpack, runtimePlugin, whose entry is in a folder below its chunks`, async () => {
      const site = await remote('webpack, runtimePlugin', { at: 'below', filename: 'server/remoteEntry.js' });
      const main = await host(by, `${site}/server/remoteEntry.js`, `host-${folder(by)}-below`);
      const { told, stderr } = await evaluate(page(main));
      assert.equal(told, good, stderr);
    });
  }

  /** The official runtime as a program uses it, without a bundler. */
  const official = (remotes, requests) => `const { createInstance } = require('@module-federation/runtime');
const notes = [];
const shell = createInstance({ name: 'shell', remotes: ${JSON.stringify(remotes)}, shared: { 'tiny-single': { version: '1.5.0', lib: () => ({ notes, version: '1.5.0' }), shareConfig: { singleton: true, requiredVersion: '^1.0.0' } } } });
(async () => {
  const told = [];
  for (const request of ${JSON.stringify(requests)}) {
    const m = await shell.loadRemote(request);
    told.push([m.value, await m.deep(), m.version, m.notes === notes].join());
  }
  console.log(told.join('|'));
  process.exit();
})().catch((e) => { console.error(e); process.exit(1); });`;

  for (const maker of ['mfbundle', 'mfbundle enhanced']) {
    for (const file of ['mf-manifest.json', 'remoteEntry.js']) {
      test(`the official runtime > ${maker} by ${file}`, async () => {
        const { told, stderr } = await evaluate(official([{ name: 'box', entry: `${await remote(maker)}/${file}` }], ['box/value']));
        assert.equal(told, good, stderr);
      });
    }
  }
  for (const file of ['mf-manifest.json', 'server/remoteEntry.mjs']) {
    test(`the official runtime > a container that is an ES module by ${file}`, async () => {
      const at = await once('esm', async () => {
        const context = path.join(out, 'esm-remote');
        fs.cpSync(path.join(E2E, 'testdata/remote-types/remote'), context, { recursive: true });
        fs.appendFileSync(path.join(context, 'src/value.js'), "import { sep } from 'node:path';\nexport const separator = await Promise.resolve(sep);\n");
        const output = { path: path.join(server.root, 'esm'), chunkFilename: 'chunks/[name].mjs', module: true };
        await mfbundle({ context, entry: {}, output, federation: { name: 'box', filename: 'server/remoteEntry.mjs', library: { type: 'module' }, exposes: { './value': './src/value.js' }, shared } }, {});
        return `${server.origin}/esm`;
      });
      const entry = { name: 'box', entry: `${at}/${file}`, ...(file.endsWith('.mjs') ? { type: 'module' } : {}) };
      const { told, stderr } = await evaluate(official([entry], ['box/value']), '--experimental-vm-modules');
      assert.equal(told, good, stderr);
    });
  }
  test('two containers of one name and one path on two origins each find their chunks', async () => {
    const [first, second] = await Promise.all([remote('mfbundle', { at: 'twin', value: 'first' }), remote('mfbundle', { at: 'twin', site: other, value: 'second' })]);
    const { told, stderr } = await evaluate(official([{ name: 'one', entry: `${first}/mf-manifest.json` }, { name: 'two', entry: `${second}/remoteEntry.js` }], ['one/value', 'two/value']));
    assert.equal(told, 'of the remote,first,1.5.0,true|of the remote,second,1.5.0,true', stderr);
  });
  test('a container in a folder of its own finds its chunks above it', async () => {
    const at = path.join(server.root, 'deep');
    const context = path.join(out, 'deep-remote');
    fs.cpSync(path.join(E2E, 'testdata/remote-types/remote'), context, { recursive: true });
    await mfbundle({ context, entry: {}, output: { path: at, chunkFilename: 'chunks/[name].js' }, federation: { name: 'box', filename: 'server/remoteEntry.js', library: { type: 'commonjs-module' }, exposes: { './value': './src/value.js' }, shared } }, {});
    const { told, stderr } = await evaluate(official([{ name: 'box', entry: `${server.origin}/deep/mf-manifest.json` }], ['box/value']));
    assert.equal(told, good, stderr);
  });
});
