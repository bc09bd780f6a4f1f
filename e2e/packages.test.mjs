// Programs over popular npm packages compute the same from a bundle of mfbundle as from a bundle of webpack.
// E2E_PACKAGES=react,vue narrows the table; E2E_KEEP=1 keeps the bundles.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { build, run, webpackBuild } from './lib/build.mjs';
import { E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';

const DIR = path.join(E2E, 'packages');
const RUNNER = path.join(E2E, 'lib/run-bundle.cjs');
const only = process.env.E2E_PACKAGES?.split(',');
const programs = Object.fromEntries(fs.readdirSync(DIR).sort().map((file) => [file.replace(/\.[mc]js$/, ''), file]).filter(([name]) => !only || only.includes(name)));
const names = Object.keys(programs);

const variants = ['node', 'web'].flatMap((target) => ['production', 'development'].map((mode) => ({ target, mode })));

/** Runs jobs with at most n at a time. */
async function pool(n, jobs) {
  const left = jobs.slice();
  await Promise.all(Array.from({ length: n }, async () => { while (left.length) await left.shift()(); }));
}

async function evaluate(target, file, source) {
  const needsDocument = /^\/\/ needs: document/.test(fs.readFileSync(source, 'utf8'));
  const { stdout, stderr } = await run(process.execPath, [RUNNER, target, file], { env: { TZ: 'UTC', LANG: 'en_US.UTF-8', NODE_ENV: '', E2E_DOCUMENT: needsDocument ? '1' : '' }, timeout: 30_000 });
  const line = stdout.trim().split('\n').pop();
  try { return JSON.parse(line); } catch { return { threw: `no result: ${stderr.slice(-500)}` }; }
}

/** Evaluates dir/<name>/<name>.js of every program, two at a time. */
async function evaluateAll(target, dir) {
  const results = {};
  await pool(2, names.map((name) => async () => { results[name] = await evaluate(target, path.join(dir, name, `${name}.js`), path.join(DIR, programs[name])); }));
  return results;
}

/** All programs in one compiler: webpack parses what they share once. */
async function webpackResults({ target, mode }, outDir) {
  const { default: TerserPlugin } = await import('terser-webpack-plugin');
  await webpackBuild({
    context: DIR, mode, target: target === 'web' ? ['web', 'es2022'] : 'node', devtool: false, performance: false,
    entry: Object.fromEntries(names.map((name) => [name, `./${programs[name]}`])),
    output: { path: outDir, filename: '[name]/[name].js', publicPath: '' },
    optimization: { minimizer: [new TerserPlugin({ minify: TerserPlugin.esbuildMinify })] },
    ignoreWarnings: [/./],
  });
  return evaluateAll(target, outDir);
}

const yaml = (name, { target, mode }, outDir) => `name: ${name}
context: ${JSON.stringify(DIR)}
mode: ${mode}
target: ${target === 'web' ? '[web, es2022]' : 'node'}
entry:
  ${name}: ./${programs[name]}
output:
  path: ${JSON.stringify(path.join(outDir, name))}
  filename: "[name].js"
  publicPath: ""
devtool: false
`;

/** One process for all programs; when that fails, one process for each, so that every failure is told apart. */
async function mfbundleResults(variant, outDir) {
  fs.mkdirSync(outDir, { recursive: true });
  fs.writeFileSync(path.join(outDir, 'federation.yaml'), names.map((name) => yaml(name, variant, outDir)).join('---\n'));
  const all = await build(outDir, { allowFailure: true });
  if (all.code === 0) return evaluateAll(variant.target, outDir);
  const failed = {};
  await pool(2, names.map((name) => async () => {
    const dir = path.join(outDir, 'config', name);
    fs.mkdirSync(dir, { recursive: true });
    fs.rmSync(path.join(outDir, name), { recursive: true, force: true });
    fs.writeFileSync(path.join(dir, 'federation.yaml'), yaml(name, variant, outDir));
    await build(dir).catch((error) => { failed[name] = { threw: error.message }; });
  }));
  return { ...(await evaluateAll(variant.target, outDir)), ...failed };
}

/** A hook that fails hides why from its tests: give the reason to each of them instead. */
const broken = (error) => Object.fromEntries(names.map((name) => [name, { threw: error.message }]));

describe('packages', { skip: skipOrFail(missing()), timeout: 900_000 }, () => {
  const out = tempDir('packages');
  for (const variant of variants) {
    const id = `${variant.target}-${variant.mode}`;
    describe(id, () => {
      let want, got;
      before(async () => {
        want = await webpackResults(variant, path.join(out, `webpack-${id}`)).catch(broken);
        if (withMfbundle) got = await mfbundleResults(variant, path.join(out, `mfbundle-${id}`)).catch(broken);
      });
      for (const name of names) {
        test(name, () => {
          if (want[name].threw) assert.fail(`the reference itself fails: ${want[name].threw}`);
          if (!withMfbundle) return;
          if (got[name].threw) assert.fail(got[name].threw);
          assert.deepEqual(got[name], want[name]);
        });
      }
    });
  }
});
