// Containers for Node: hosts and remotes of mfbundle, webpack and Rspack give the same answers in every combination.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { build, rspackBuild, run, webpackBuild } from './lib/build.mjs';
import { builders, E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';
import webpackConfig from './testdata/interop-node/webpack.config.mjs';

const APPS = path.join(E2E, 'testdata/interop-node');
const want = {
  math: { keys: ['Vector', 'add', 'bump', 'count', 'default'], multiply: 42, add: 3, length: 5, live: [0, 1], tag: '[object Module]' },
  again: true,
  many: { same: true, side: 1 },
  legacy: { call: 'legacy with 1.5.0', answer: 42, defaultAnswer: 42 },
  lazy: ['from a chunk of the remote', 7],
  circular: 'interop host in eu-1',
  versions: { host: { store: '1.3.0', single: '1.5.0', format: '1.0.0' }, remote: { store: '1.3.0', single: '1.5.0', format: '2.0.0' } },
  state: { store: [1, 2], single: [1, 2] },
  instances: ['tiny-format@1.0.0 of host', 'tiny-format@2.0.0 of remote', 'tiny-single@1.5.0 of host', 'tiny-store@1.3.0 of remote'],
  missing: [true, 'Module "./missing" does not exist in container.'],
  broken: [true, 'broken on purpose'],
};

const rspackContainer = (choose) => async (app, mode, outDir) => {
  const { rspack } = await import('@rspack/core');
  return rspackBuild(webpackConfig({ app, mode, outDir, Plugin: choose(rspack.container), minimizer: [new rspack.SwcJsMinimizerRspackPlugin()] }));
};
const make = {
  mfbundle: (app, mode, outDir) => build(path.join(APPS, app), { mode, outDir }),
  webpack: (app, mode, outDir) => webpackBuild(webpackConfig({ app, mode, outDir })),
  'rspack v1': rspackContainer((c) => c.ModuleFederationPluginV1),
  rspack: rspackContainer((c) => c.ModuleFederationPlugin),
};
const peers = withMfbundle ? ['rspack v1', 'rspack'] : [];
const pairs = [
  ...builders.flatMap((host) => builders.map((remote) => [host, remote])),
  ...peers.flatMap((peer) => [['mfbundle', peer], [peer, 'mfbundle']]),
];

/** mfbundle puts codes and the name of the remote in front of webpack's words. */
const plain = (value) => JSON.parse(JSON.stringify(value).replace(/"(?:\[[a-z-]+\] |remote: )+/g, '"'));

describe('interop-node', { skip: skipOrFail(missing()), timeout: 120_000 }, () => {
  const built = new Map();
  let out;
  before(() => { out = tempDir('interop-node'); });

  function app(builder, mode, name) {
    const outDir = path.join(out, `${name}-${builder}-${mode}`);
    if (!built.has(outDir)) {
      built.set(outDir, make[builder](name, mode, outDir).then(() => outDir));
    }
    return built.get(outDir);
  }

  /** Puts a host and a remote side by side, where their relative paths expect each other. */
  async function pair(host, remote, mode) {
    const dir = path.join(out, `${host}-${remote}-${mode}`);
    fs.cpSync(await app(host, mode, 'host'), path.join(dir, 'host'), { recursive: true });
    fs.cpSync(await app(remote, mode, 'remote'), path.join(dir, 'remote'), { recursive: true });
    return dir;
  }

  async function evaluate(args, cwd) {
    const { code, stdout, stderr } = await run(process.execPath, args, { cwd });
    assert.equal(code, 0, stderr);
    return { result: JSON.parse(stdout.trim().split('\n').pop()), stderr };
  }

  for (const mode of ['production', 'development']) {
    for (const [host, remote] of pairs) {
      test(`${host} host, ${remote} remote, ${mode}`, async () => {
        const dir = await pair(host, remote, mode);
        const { result, stderr } = await evaluate(['host/main.js'], dir);
        assert.deepEqual(plain(result), want);
        assert.equal(stderr, '');
      });
    }
    for (const remote of builders) {
      test(`a ${remote} container obeys the protocol, ${mode}`, async () => {
        const dir = await pair(remote, remote, mode);
        const { result } = await evaluate([path.join(APPS, 'by-hand.cjs'), path.join(dir, 'remote/remoteEntry.js')], dir);
        assert.deepEqual(plain(result), {
          keys: ['get', 'init'],
          offered: { 'tiny-format': ['2.0.0'], 'tiny-single': ['1.4.0'], 'tiny-store': ['1.3.0'] },
          entry: { from: 'remote', eager: false, get: 'function' },
          sum: 5,
          single: '1.9.0 by hand',
          twice: 'fine',
          other: 'Container initialization failed as it has already been initialized with a different share scope',
          missing: 'Module "./nothing" does not exist in container.',
        });
      });
    }
  }
});
