// Every type of library as a container and every type of external as a remote, by the loader that it is meant for:
// script tags, import(), SystemJS, RequireJS and Node's require. Hosts and containers of mfbundle and webpack, both ways.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch, openPage } from './lib/browser.mjs';
import { build, run, webpackBuild } from './lib/build.mjs';
import { builders, E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';
import { suiteServer } from './lib/server.mjs';

const shared = { 'tiny-single': { singleton: true } };
const HEAD = '<!doctype html><link rel="icon" href="data:,">';
const SYSTEM = '<script src="/loaders/system.js"></script>';
const REQUIRE = '<script src="/loaders/require.js"></script><script>require.config({ waitSeconds: 0 })</script>'; // a busy machine is no failure

// Named System modules need an extra of SystemJS, for pages and for hosts.
const NAMED = `${SYSTEM}<script src="/loaders/named-register.js"></script>`;

/** Containers by the type of their library. Those with a name leave a variable of that name behind. */
const named = ['var', 'assign', 'assign-properties', 'window', 'self', 'this', 'global', 'umd', 'umd2', 'jsonp'];
const modules = ['module', 'system', 'amd'];
const common = ['commonjs', 'commonjs2', 'commonjs-module', 'commonjs-static', 'umd', 'umd2'];

const variable = (builder, type) => `box_${builder}_${type.replace('-', '_')}`;
const file = (builder, type) => `/${builder}-${type}/remoteEntry.js`;

/** A host, by how its page starts it and which remotes it may have: [type of external, type of library]. */
const globals = ['var', 'assign', 'window', 'self', 'this', 'global'];
const hosts = {
  script: {
    remotes: [...globals.map((type) => [type, type]), ['script', 'var'], ['script', 'window'], ['script', 'self'], ['script', 'this'], ['script', 'global'], ['script', 'assign'], ['script', 'assign-properties'], ['script', 'umd'], ['script', 'umd2'],
      ['promise', 'jsonp'], ['import', 'module'], ['module-import', 'module']],
    only: { mfbundle: [['module', 'module'], ['system', 'system']] },
    head: SYSTEM, start: '<script src="main.js"></script>',
  },
  module: {
    module: true,
    remotes: [...['var', 'window', 'self', 'global'].map((type) => [type, type]), ['script', 'var'], ['promise', 'jsonp'], ['import', 'module'], ['module', 'module'], ['module-import', 'module']],
    only: { mfbundle: [['system', 'system']] },
    head: SYSTEM, start: '<script type="module" src="main.js"></script>',
  },
  system: { library: 'system', remotes: [['system', 'system'], ['script', 'var']], head: SYSTEM, start: '<script>System.import("./main.js")</script>' },
  amd: {
    library: 'amd', remotes: [['amd', 'amd'], ['amd', 'umd'], ['amd', 'umd2'], ['script', 'var']], only: { mfbundle: [['umd', 'umd'], ['umd2', 'umd2'], ['amd-require', 'amd']] },
    head: REQUIRE, start: '<script>require(["./main.js"], () => {}, (e) => { globalThis.__result = String(e) })</script>',
  },
  'amd-require': { library: 'amd-require', remotes: [['amd-require', 'amd'], ['amd-require', 'umd']], head: REQUIRE, start: '<script src="main.js"></script>' },
  umd: { library: 'umd', remotes: [['umd', 'umd'], ['umd', 'amd']], head: REQUIRE, start: '<script>require(["./main.js"])</script>' },
  umd2: { library: 'umd2', remotes: [['umd2', 'umd2'], ['umd2', 'amd']], head: REQUIRE, start: '<script>require(["./main.js"])</script>' },
};
const nodeHosts = {
  commonjs: ['commonjs', 'commonjs2', 'commonjs-module', 'commonjs-static', 'umd', 'umd2'].map((type) => ['commonjs', type]),
  commonjs2: [['commonjs2', 'commonjs2'], ['commonjs2', 'commonjs']],
  'commonjs-module': [['commonjs-module', 'commonjs-module'], ['commonjs-module', 'umd']],
  'commonjs-static': [['commonjs-static', 'commonjs-static']],
  umd: [['umd', 'umd'], ['umd', 'commonjs-module']],
  umd2: [['umd2', 'umd2']],
  plain: [['node-commonjs', 'commonjs-module'], ['node-commonjs', 'umd2'], ['promise', 'commonjs2'], ['import', 'module']],
};
const platformOf = (type) => (common.includes(type) ? 'node' : 'web');

const key = ([type, library], builder) => `${type} ${library} ${builder}`.replaceAll(/[ -]/g, '_');

describe('remote types', { skip: skipOrFail(missing({ chromium: true })), timeout: 600_000 }, () => {
  let browser, out;
  const server = suiteServer(after);
  before(async () => {
    out = tempDir('remote-types');
    server.root = path.join(out, 'site');
    fs.mkdirSync(path.join(server.root, 'loaders'), { recursive: true });
    for (const from of ['systemjs/dist/system.js', 'systemjs/dist/extras/named-register.js', 'requirejs/require.js']) fs.copyFileSync(path.join(E2E, 'node_modules', from), path.join(server.root, 'loaders', path.basename(from)));
    await server.start();
    browser = await launch();
  });
  after(() => browser?.close());

  async function make(builder, side, { name, target, module, library, exposes, remotes, page, publicPath }, outDir) {
    const dir = `${outDir}-src`;
    fs.cpSync(path.join(E2E, 'testdata/remote-types', side), dir, { recursive: true });
    if (page) fs.writeFileSync(path.join(dir, 'src/page.js'), page);
    const container = library?.container;
    const federation = { name, shared, ...(exposes ? { filename: 'remoteEntry.js', exposes, library: container } : {}), ...(remotes ? { remotes } : {}) };
    const entry = exposes ? {} : { main: './src/index.js' };
    const output = { filename: '[name].js', chunkFilename: '[name].[contenthash:8].js', uniqueName: name, ...(publicPath ? { publicPath } : {}), ...(library?.main ? { library: library.main } : {}) };
    if (builder === 'mfbundle') {
      fs.writeFileSync(path.join(dir, 'federation.yaml'), JSON.stringify({ name, target, entry, output: { ...output, ...(module ? { module } : {}) }, federation }));
      return build(dir, { mode: 'production', outDir });
    }
    const { default: webpack } = await import('webpack');
    return webpackBuild({
      context: dir, mode: 'production', target: [target, 'es2022'], entry, devtool: false, optimization: { minimize: false }, output: { ...output, path: outDir, module },
      experiments: { outputModule: module }, plugins: [new webpack.container.ModuleFederationPlugin(federation)],
    });
  }

  const made = new Map();
  /** Builds the container of a type once; one that is called "named amd" registers itself by a name. */
  function container(builder, called, target) {
    const type = called.replace('named ', '');
    const id = `${builder}-${called.replace(' ', '-')}${target === 'node' ? '-node' : ''}`;
    if (!made.has(id)) {
      const outDir = path.join(server.root, id);
      made.set(id, make(builder, 'remote', {
        // webpack finds out the address of a script only while it runs, and AMD and System modules run later.
        publicPath: target === 'web' && builder === 'webpack' ? `${server.origin}/${id}/` : undefined,
        name: variable(builder, type), target, module: type === 'module', exposes: { './value': './src/value.js' },
        library: { container: { type, ...((named.includes(type) || called !== type) && !(target === 'node') ? { name: variable(builder, type) } : {}), ...(called === 'named umd' ? { umdNamedDefine: true } : {}) } },
      }, outDir).then(() => outDir));
    }
    return made.get(id);
  }

  /** Imports each remote, and tells what it gave. */
  const page = (keys) => `import { notes } from 'tiny-single';
const load = {
${keys.map((k) => `  ${k}: () => import('${k}/value'),`).join('\n')}
};
globalThis.__result = (async () => {
  const told = {};
  for (const [key, get] of Object.entries(load)) {
    try {
      const m = await get();
      told[key] = [m.value, await m.deep(), m.version, m.notes === notes].join();
    } catch (e) {
      told[key] = String(e?.stack ?? e);
    }
  }
  return told;
})();
`;
  const good = 'of the remote,a chunk of the remote,1.5.0,true';
  /** The remotes that did not give what they should. */
  const differing = (told, keys) => Object.fromEntries(keys.filter((k) => told?.[k] !== good).map((k) => [k, told?.[k] ?? told]));

  function place([type, library], builder) {
    const url = `${server.origin}${file(builder, library)}`;
    switch (type) {
      case 'script': return `script ${variable(builder, library)}@${url}`;
      case 'promise': return `promise new Promise((ok) => { globalThis.${variable(builder, library)} = ok; document.head.append(Object.assign(document.createElement("script"), { src: "${url}" })) })`;
      default: return `${type} ${globals.includes(type) ? variable(builder, library) : url}`;
    }
  }

  test('containers that register themselves by a name', async () => {
    for (const [type, head] of [['amd', HEAD + REQUIRE], ['umd', HEAD + REQUIRE], ['system', HEAD + NAMED]]) {
      const remotes = {};
      for (const by of builders) {
        const at = await container(by, `named ${type}`, 'web');
        assert.match(fs.readFileSync(path.join(at, 'remoteEntry.js'), 'utf8'), new RegExp(`(define|register)\\("${variable(by, type)}"`));
        remotes[key([type, type], by)] = `${type} ${variable(by, type)}@${server.origin}/${path.basename(at)}/remoteEntry.js`;
      }
      const keys = Object.keys(remotes);
      const folder = `host-named-${type}`;
      await make('mfbundle', 'host', { name: folder.replaceAll('-', '_'), target: 'web', remotes, page: page(keys), publicPath: `${server.origin}/${folder}/` }, path.join(server.root, folder));
      fs.writeFileSync(path.join(server.root, folder, 'index.html'), `${head}<script src="main.js"></script>`);
      const tab = await openPage(browser);
      try {
        await tab.page.goto(`${server.origin}/${folder}/index.html`, { waitUntil: 'load' });
        await tab.page.waitForFunction(() => globalThis.__result, { timeout: 30_000 }).catch(() => {});
        assert.deepEqual(differing(await tab.page.evaluate(() => globalThis.__result), keys), {}, `${type}: ${tab.problems.join('\n')}`);
        assert.deepEqual(tab.problems, []);
      } finally {
        await tab.close();
      }
    }
  });

  for (const [name, host] of Object.entries(hosts)) {
    for (const builder of builders) {
      test(`${builder} host, ${name}`, async () => {
        const pairs = [...host.remotes, ...(host.only?.[builder] ?? [])].flatMap((pair) => builders.map((by) => [pair, by]));
        const remotes = {};
        let tags = '';
        for (const [pair, by] of pairs) {
          await container(by, pair[1], 'web');
          remotes[key(pair, by)] = place(pair, by);
          if (globals.includes(pair[0])) tags += `<script src="${file(by, pair[1])}"></script>`;
        }
        const keys = Object.keys(remotes);
        const folder = `host-${builder}-${name}`;
        await make(builder, 'host', {
          name: folder.replaceAll('-', '_'), target: 'web', module: host.module, remotes, page: page(keys), publicPath: `${server.origin}/${folder}/`,
          library: host.library && { main: { type: host.library } },
        }, path.join(server.root, folder));
        fs.writeFileSync(path.join(server.root, folder, 'index.html'), HEAD + host.head + tags + host.start);
        const tab = await openPage(browser);
        try {
          await tab.page.goto(`${server.origin}/${folder}/index.html`, { waitUntil: 'load' });
          await tab.page.waitForFunction(() => globalThis.__result, { timeout: 30_000 }).catch(() => {});
          assert.deepEqual(differing(await tab.page.evaluate(() => globalThis.__result), keys), {}, tab.problems.join('\n'));
          assert.deepEqual(tab.problems, []);
        } finally {
          await tab.close();
        }
      });
    }
  }

  for (const [name, list] of Object.entries(nodeHosts)) {
    for (const builder of builders) {
      test(`${builder} host on Node, ${name}`, async () => {
        const remotes = {};
        for (const pair of list) {
          for (const by of builders) {
            const at = await container(by, pair[1], 'node');
            const request = `../${path.basename(at)}/remoteEntry.js`;
            remotes[key(pair, by)] = pair[0] === 'promise' ? `promise require("${request}")` : `${pair[0]} ${request}`;
          }
        }
        const keys = Object.keys(remotes);
        const outDir = path.join(server.root, `node-${builder}-${name}`);
        await make(builder, 'host', { name: `node_${builder}_${name.replace('-', '_')}`, target: 'node', remotes, page: page(keys), library: name === 'plain' ? undefined : { main: { type: name, ...(name.startsWith('umd') ? { name: 'unused' } : {}) } } }, outDir);
        const { stdout, stderr } = await run(process.execPath, ['-e', 'require("./main.js"); (async () => { while (!globalThis.__result) await new Promise(setImmediate); console.log(JSON.stringify(await globalThis.__result)); })()'], { cwd: outDir });
        assert.equal(stderr, '');
        assert.deepEqual(differing(JSON.parse(stdout), keys), {});
      });
    }
  }
});
