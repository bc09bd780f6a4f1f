// What mfbundle writes is of the language level that target asks for: runtime, federation and code of the user.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import * as acorn from 'acorn';
import { build } from './lib/build.mjs';
import { E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';

const files = {
  'package.json': '{"name": "levels", "version": "1.0.0", "dependencies": {"shared": "^1.0.0"}}',
  'src/index.js': `import shared from "shared"
import "./a.css"
import def, * as cjs from "./common"
class A { #p = 1; static s = new URL("./a.bin", import.meta.url).href; get p() { return this.#p } }
export const f = async ({ a, ...rest } = {}) => { for await (const x of [1]) rest.x ??= x?.y; return (await import("./late")).default }
import("remote/thing").catch(e => console.log(e?.code ?? \`\${e}\`))
const n = require("./data.json")
console.log(shared, def, cjs, new A().p ** 2, n)`,
  'src/common.cjs': 'exports.a = 1', 'src/common.js': 'exports.a = 1', 'src/data.json': '{"a": 1}', 'src/a.css': 'a { color: #ff000080; &:hover { color: red } }',
  'src/a.bin': 'x'.repeat(9000), 'src/late.js': 'import "./late.css"; export default async () => { try { await 1 } catch { return {...globalThis} } }', 'src/late.css': 'b{}',
  'node_modules/shared/package.json': '{"name": "shared", "version": "1.2.0", "main": "i.js"}', 'node_modules/shared/i.js': 'export default class { x = 1 }',
};

const yaml = (target, mode, more = '') => `name: levels
mode: ${mode}
target: ${target}
output: {path: dist${more}}
html: true
federation:
  name: levels
  exposes: {"./late": ./src/late.js}
  remotes: {remote: "remote@http://127.0.0.1:1/remoteEntry.js"}
  shared: {shared: {singleton: true}}
`;

function write(dir, list) {
  for (const [name, text] of Object.entries(list)) {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  }
}

const scripts = (dir) => fs.readdirSync(dir, { recursive: true }).filter((f) => /\.m?js$/.test(f)).map((f) => path.join(dir, f));

/** check parses every script of a build at a level, in strict and sloppy scripts or as modules. */
function check(dir, ecmaVersion, sourceType = 'script') {
  const found = scripts(dir);
  assert.ok(found.length >= 4, `only ${found.length} scripts`);
  for (const file of found) {
    const text = fs.readFileSync(file, 'utf8');
    try {
      acorn.parse(text, { ecmaVersion, sourceType });
    } catch (e) {
      assert.fail(`${path.basename(file)} is not ES${ecmaVersion}: ${e.message}: ${text.slice(Math.max(0, e.pos - 40), e.pos + 40)}`);
    }
  }
}

describe('targets', { skip: skipOrFail(missing()) || !withMfbundle }, () => {
  let dir;
  before(() => {
    dir = tempDir('targets');
    write(dir, files);
    fs.symlinkSync(path.join(E2E, 'node_modules/browserslist'), path.join(dir, 'node_modules/browserslist'));
  });
  for (const mode of ['production', 'development', 'none']) {
    for (const [level, version] of [['es2015', 2015], ['es2017', 2017], ['es2018', 2018], ['es2019', 2019], ['es2020', 2020], ['es2022', 2022]]) {
      test(`${level} in ${mode}`, async () => {
        write(dir, { 'federation.yaml': yaml(`[web, ${level}]`, mode) });
        await build(dir);
        check(path.join(dir, 'dist'), version);
        fs.rmSync(path.join(dir, 'dist'), { recursive: true });
      });
    }
  }
  test('ES modules of es2020', async () => {
    write(dir, { 'federation.yaml': yaml('[web, es2020]', 'production', ', module: true') });
    await build(dir);
    check(path.join(dir, 'dist'), 2020, 'module');
    fs.rmSync(path.join(dir, 'dist'), { recursive: true });
  });
  test('engines, and a query of browserslist that means them', async () => {
    const outputs = {};
    for (const target of ['[web, chrome60, safari12]', '"browserslist:chrome 60, safari 12"', 'list', 'environment']) {
      write(dir, { 'federation.yaml': yaml(target, 'production') });
      if (target === 'list') write(dir, { '.browserslistrc': '[production]\nsafari 12\nchrome 60\n[development]\nchrome 130\n', 'federation.yaml': yaml('browserslist', 'production') });
      if (target === 'environment') write(dir, { 'federation.yaml': yaml('web', 'production').replace('target: web\n', '') });
      await build(dir, { env: { BROWSERSLIST: target === 'environment' ? 'chrome 60, safari 12' : '', NODE_ENV: '' } });
      check(path.join(dir, 'dist'), 2018);
      outputs[target] = Object.fromEntries(scripts(path.join(dir, 'dist')).map((f) => [path.relative(dir, f), fs.readFileSync(f, 'utf8')]));
      const css = fs.readFileSync(path.join(dir, 'dist/main.css'), 'utf8');
      assert.match(css, /rgba\(255,0,0,\.5/, 'colours with eight digits are newer');
      assert.doesNotMatch(css, /&/, 'nesting is newer');
    }
    const [first, ...rest] = Object.values(outputs);
    for (const other of rest) assert.deepEqual(other, first);
  });
  test('plain queries, answered without the package, mean what the package says', async () => {
    for (const query of ['chrome >= 60, safari >= 12', 'Firefox >= 70 or edge >= 90', 'ff >= 60, iOS >= 13, opera >= 60']) {
      const outputs = [];
      // A list with sections is left to the package.
      for (const list of [query, `[production]\n${query}\n`]) {
        write(dir, { '.browserslistrc': list, 'federation.yaml': yaml('browserslist', 'production') });
        await build(dir, { env: { NODE_ENV: '', BROWSERSLIST: '' } });
        outputs.push(Object.fromEntries(scripts(path.join(dir, 'dist')).map((f) => [path.relative(dir, f), fs.readFileSync(f, 'utf8')])));
      }
      assert.deepEqual(outputs[0], outputs[1], query);
    }
  });
  test('an environment of the list by its name', async () => {
    write(dir, { '.browserslistrc': '[old]\nchrome 50\n[modern]\nchrome 130\n', 'federation.yaml': yaml('browserslist:modern', 'development') });
    await build(dir);
    const has = () => scripts(path.join(dir, 'dist')).some((f) => /\?\?=/.test(fs.readFileSync(f, 'utf8')));
    assert.ok(has(), 'lowered for a modern engine');
    write(dir, { 'federation.yaml': yaml('browserslist:old', 'development') });
    await build(dir);
    assert.ok(!has(), 'not lowered for an old engine');
  });
});
