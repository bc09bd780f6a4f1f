// Hooks of runtime plugins: one host and one container in Node, with the built-in runtime and with that of Module Federation
// 2. Both call the same hooks, and what the second gives to a plugin the first gives too.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build, run } from './lib/build.mjs';
import { E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';
import { suiteServer } from './lib/server.mjs';

const shared = { 'tiny-single': { singleton: true } };
/** What only the other runtime has, as docs/federation.md says. */
const exceptions = new Set([
  'afterResolve.remoteSnapshot', 'afterResolve.remoteInfo.version', 'afterResolve.remoteInfo.buildVersion', // the manifest is loaded later
  'loadEntry.remoteInfo.version', 'loadEntry.remoteInfo.buildVersion',
  'afterRegisterShare.previousShared', // shares are registered once, with their scope
  'resolveShare.GlobalFederation', // there is no global object
]);
/** Kinds of a value may differ where webpack's protocol has another: loaded is 1, loading 0. */
const sameKind = (a, b, at) => a === b || a === 'undefined' || b === 'undefined' || b === 'null' || at.startsWith('afterLoadShare.selectedShared.');

/** Lists what expected has and got has not. */
function lacking(got, expected, at) {
  if (exceptions.has(at)) return [];
  if (got === undefined && expected !== undefined) return [at];
  if (typeof expected !== 'object') return typeof got === 'object' && expected === 'object' || sameKind(typeof got === 'object' ? 'object' : got, expected, at) ? [] : [`${at}: ${got}, not ${expected}`];
  if (typeof got !== 'object') return got === 'object' ? [] : [`${at}: ${got}, not an object`];
  return Object.keys(expected).flatMap((key) => (expected[key] === 'undefined' || /^(treeShaking|fixedDependencies)$/.test(key) ? [] : lacking(got[key], expected[key], `${at}.${key}`)));
}

describe('hooks of runtime plugins', { skip: skipOrFail(missing()) || !withMfbundle, timeout: 120_000 }, () => {
  const server = suiteServer(after);
  const told = {};
  before(async () => {
    const dir = tempDir('hooks');
    server.root = path.join(dir, 'dist/kit');
    await server.start();
    fs.mkdirSync(path.join(dir, 'node_modules'));
    fs.symlinkSync(path.join(E2E, 'node_modules/@module-federation'), path.join(dir, 'node_modules/@module-federation'));
    fs.cpSync(path.join(E2E, 'testdata/remote-types/remote/node_modules/tiny-single'), path.join(dir, 'node_modules/tiny-single'), { recursive: true });
    fs.cpSync(path.join(E2E, 'testdata/hooks'), path.join(dir, 'src'), { recursive: true });
    fs.writeFileSync(path.join(dir, 'package.json'), '{"name": "hooks", "dependencies": {"tiny-single": "^1.0.0"}}');
    fs.writeFileSync(path.join(dir, 'src/label.js'), 'export { label } from "tiny-single";\n');
    fs.writeFileSync(path.join(dir, 'src/other.js'), 'export const other = 1;\n');
    const documents = [{ name: 'kit', target: 'async-node', entry: {}, output: { path: 'dist/kit' }, federation: { name: 'kit', filename: 'remoteEntry.js', library: { type: 'commonjs-module' }, exposes: { './label': './src/label.js', './other': './src/other.js' }, shared } }];
    for (const implementation of ['builtin', 'enhanced']) {
      documents.push({
        name: implementation, target: 'async-node', entry: './src/index.js', output: { path: `dist/${implementation}`, uniqueName: implementation }, define: { BASE: JSON.stringify(server.origin) },
        federation: { name: 'host', manifest: false, implementation, runtimePlugins: ['./src/plugin.js'], shared, remotes: { kit: `kit@${server.origin}/remoteEntry.js`, described: `${server.origin}/mf-manifest.json` } },
      });
    }
    fs.writeFileSync(path.join(dir, 'federation.yaml'), documents.map((d) => JSON.stringify(d)).join('\n---\n'));
    await build(dir);
    for (const implementation of ['builtin', 'enhanced']) {
      const { stdout, stderr } = await run('node', [path.join(dir, 'dist', implementation, 'main.js')]);
      assert.notEqual(stdout, '', stderr);
      told[implementation] = JSON.parse(stdout.split('\n').at(-2));
    }
  });

  for (const step of ['start', 'import', 'again', 'loadRemote', 'manifest', 'preload', 'no expose', 'no remote', 'register']) {
    test(step, () => {
      const [result, builtin] = told.builtin[step];
      const [expected, enhanced] = told.enhanced[step];
      assert.equal(result, expected);
      // A manifest is loaded with its container, not before, and by the loader's own way of preloading.
      const order = (list) => list.map(([name]) => name).filter((name) => step !== 'manifest' || !/Snapshot|Preload|^afterResolve|^loadEntry|^createScript|Manifest|fetch/.test(name));
      const again = (list) => (step === 'start' ? list.toSorted() : list);
      // Shares are registered once, with their scope.
      const once = (list) => (step === 'start' ? [...new Set(list)] : list);
      assert.deepEqual(again(once(order(builtin))), again(once(order(enhanced))));
      for (const [name, args] of enhanced) {
        const [, given] = builtin.find(([other]) => other === name) ?? [];
        if (given) assert.deepEqual(args.flatMap((arg, i) => lacking(given[i], arg, name)), [], name);
      }
    });
  }
});
