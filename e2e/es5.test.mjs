// Builds for engines of before ES2015: what mfbundle writes is ES5 when the sources are, in each way to load and to
// publish code; what the sources have and the engine lacks is said, and left. Babel compiles the sources, as it does
// for webpack.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as acorn from 'acorn';
import { launch, openPage } from './lib/browser.mjs';
import { build } from './lib/build.mjs';
import { E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';
import { serve } from './lib/server.mjs';
import { lowered } from './lower-runtime.mjs';

const scripts = (dir) => fs.readdirSync(dir, { recursive: true }).filter((f) => /\.c?js$/.test(f)).sort();

function write(dir, files) {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  }
}

/** Parses every script of a folder as ES5, and returns their names. */
function check(dir) {
  const names = scripts(dir);
  for (const name of names) {
    const text = fs.readFileSync(path.join(dir, name), 'utf8');
    try {
      acorn.parse(text, { ecmaVersion: 5 });
    } catch (e) {
      assert.fail(`${name} is not ES5: ${e.message}: ${text.slice(Math.max(0, e.pos - 60), e.pos + 60)}`);
    }
  }
  return names;
}

const babel = `module:
  rules:
    - test: /\\.js$/
      use:
        - loader: babel-loader
          options:
            configFile: false
            babelrc: false
            sourceType: unambiguous
            presets: [["@babel/preset-env", {targets: "ie 11", modules: false}]]
`;

const app = {
  'package.json': '{"name": "old", "version": "1.0.0", "dependencies": {"shared": "^1.0.0"}}',
  'node_modules/shared/package.json': '{"name": "shared", "version": "1.2.0", "main": "i.js"}',
  'node_modules/shared/i.js': 'export default class Shared { name = "shared" }\nexport const list = [...new Set([1, 1, 2])]',
  'src/index.js': `import Shared, { list } from "shared";
import "./a.css";
import * as styles from "./b.module.css";
import def, * as common from "./common.cjs";
import data from "./data.json";
import thing, { more } from "remote/thing";
const context = require.context("./words", true, /\\.js$/);
async function main() {
  const { default: late, ...rest } = await import("./late");
  const other = await import(\`./words/\${["b"][0]}.js\`);
  const worker = new Worker(new URL("./worker.js", import.meta.url));
  const answer = await new Promise((resolve) => { worker.onmessage = (event) => resolve(event.data); worker.postMessage(20); });
  let failed = "";
  try { await import("gone/thing"); } catch (error) { failed = error.code; }
  return { late: late(), rest, other: other.default, answer, failed };
}
export const result = { shared: new Shared().name, list, common, def, data: data.a, thing, more, words: context.keys(), css: typeof styles.box, ...globalThis.extra };
main().then((more) => { globalThis.done = { ...result, ...more }; }, (error) => { globalThis.done = { error: String(error && error.stack || error) }; });`,
  'src/common.cjs': 'exports.a = 1; exports.default = "cjs";',
  'src/data.json': '{"a": 1, "b": 2}',
  'src/a.css': 'body { margin: 0 }',
  'src/b.module.css': '.box { color: red }',
  'src/words/a.js': 'export default "A"', 'src/words/b.js': 'export default "B"',
  'src/worker.js': 'import { twice } from "./twice"; self.onmessage = ({ data }) => import("./late").then(({ default: late }) => postMessage(twice(data) + late()));',
  'src/twice.js': 'export const twice = (x) => x * 2;',
  'src/late.js': 'import "./late.css"; import { twice } from "./twice"; export default (x = twice(1)) => x; export let live = 1; live++;',
  'src/late.css': 'p { color: blue }',
  'src/thing.js': 'import Shared from "shared"; export default "thing of " + new Shared().name; export const more = [1, ...[2]];',
  'src/plugin.js': 'export default () => ({ name: "old", beforeInit(args) { globalThis.extra = { plugged: true }; return args; } });',
};

const remote = (mode) => `name: remote
mode: ${mode}
target: [web, es5]
output: {path: dist/remote, uniqueName: remote, publicPath: auto}
entry: {}
${babel}federation:
  name: remote
  filename: remoteEntry.js
  exposes: {"./thing": ./src/thing.js}
  shared: {shared: {singleton: true}}
`;

const host = (mode, more = '', federation = '') => `name: host
mode: ${mode}
target: [web, es5]
entry: {main: ./src/index.js}
output: {path: dist/host, uniqueName: host, publicPath: auto}
html: true
${more}${babel}federation:
  name: host
  remotes: {remote: "remote@../remote/remoteEntry.js", gone: "gone@../gone/remoteEntry.js"}
  shared: {shared: {singleton: true}}
${federation}`;

const expected = {
  shared: 'shared', list: [1, 2], common: { a: 1, default: { a: 1, default: 'cjs' } }, def: { a: 1, default: 'cjs' }, data: 1,
  thing: 'thing of shared', more: [1, 2], words: ['./a.js', './b.js'], css: 'string', late: 2, rest: { live: 2 }, other: 'B', answer: 42, failed: 'remote-load-failed',
};

describe('ES5', { skip: skipOrFail(missing({ chromium: true })) || !withMfbundle }, () => {
  let dir;
  let browser;
  before(async () => {
    dir = tempDir('es5');
    write(dir, app);
    for (const name of ['loader-runner', 'babel-loader', '@babel']) fs.symlinkSync(path.join(E2E, 'node_modules', name), path.join(dir, 'node_modules', name));
    browser = await launch();
  });
  after(() => browser?.close());

  test('the files of the runtime for it are up to date (make golden)', () => {
    const folder = path.join(E2E, '../pkg/runtime/js/es5');
    const files = lowered();
    assert.deepEqual(fs.readdirSync(folder).sort(), Object.keys(files).sort());
    for (const [name, text] of Object.entries(files)) assert.equal(fs.readFileSync(path.join(folder, name), 'utf8'), text, name);
  });

  const page = async (t) => {
    const { origin } = await serve(t, path.join(dir, 'dist'));
    const { page, problems, close } = await openPage(browser);
    await page.goto(`${origin}/host/index.html`);
    await page.waitForFunction('globalThis.done').catch(() => assert.fail(`nothing is done: ${problems.join('\n')}`));
    const done = await page.evaluate('globalThis.done');
    await close();
    return done;
  };
  const chunks = 'optimization: {runtimeChunk: single, splitChunks: {chunks: all, minSize: 0}}\n';
  const hooks = '  runtimePlugins: [./src/plugin.js]\n';
  for (const [name, mode, more, federation, also] of [
    ['a host and a remote, production', 'production', '', '', {}],
    ['a runtime file and chunks, production', 'production', chunks, '', {}],
    ['hooks, production', 'production', '', hooks, { plugged: true }],
    ['all of it, development', 'development', chunks, hooks, { plugged: true }],
    ['all of it, none', 'none', chunks, hooks, { plugged: true }],
  ]) {
    test(name, async (t) => {
      fs.rmSync(path.join(dir, 'dist'), { recursive: true, force: true });
      write(dir, { 'federation.yaml': `${remote(mode)}---\n${host(mode, more, federation)}` });
      const { report } = await build(dir);
      assert.deepEqual(report.warnings, []);
      const names = check(path.join(dir, 'dist'));
      assert.ok(names.length >= 7, names.join());
      assert.deepEqual(await page(t), { ...expected, ...also });
    });
  }

  const library = { 'src/lib.js': 'import ext from "ext"; import maybe from "maybe"; export function twice(x) { return x * 2 + ext.one; }\nexport default [typeof maybe];' };
  for (const type of ['var', 'assign', 'assign-properties', 'window', 'self', 'global', 'this', 'commonjs', 'commonjs2', 'commonjs-static', 'amd', 'amd-require', 'umd', 'umd2', 'system', 'jsonp']) {
    test(`a library of type ${type}`, async () => {
      const at = path.join(dir, 'library');
      fs.rmSync(at, { recursive: true, force: true });
      write(at, { ...library, 'federation.yaml': `name: lib
mode: production
target: [web, es5]
entry: {main: {import: ./src/lib.js, library: {type: ${type}, name: Lib}}}
output: {path: dist, globalObject: ${type.startsWith('umd') ? 'this' : 'self'}}
externalsType: ${/amd/.test(type) ? 'amd' : type === 'system' ? 'system' : type.startsWith('umd') ? type : 'var'}
externals: {ext: Ext, maybe: Maybe}
` });
      await build(at);
      assert.deepEqual(check(path.join(at, 'dist')), ['main.js']);
      if (!type.startsWith('umd')) return;
      const module = { exports: {} };
      const modules = { Ext: { one: 1 }, Maybe: 1 };
      new Function('module', 'exports', 'require', fs.readFileSync(path.join(at, 'dist/main.js'), 'utf8'))(module, module.exports, (name) => modules[name]);
      assert.equal(module.exports.twice(2), 5);
    });
  }

  test('a container beside a runtime file', async () => {
    const at = path.join(dir, 'beside');
    write(at, { 'src/a.js': 'export default "a"; export function f() { return import("./b"); }', 'src/b.js': 'export default "b";', 'federation.yaml': `name: both
mode: development
target: [web, es5]
devtool: source-map
entry: {main: ./src/a.js}
output: {path: dist}
optimization: {runtimeChunk: single}
federation: {name: both, exposes: {./b: ./src/b.js}}
` });
    await build(at);
    assert.deepEqual(check(path.join(at, 'dist')), ['__federation_expose_b.js', 'both.js', 'main.js', 'runtime.js']);
  });

  test('what cannot be rewritten is said once for a file and once for a package, and runs where the engine has it', async () => {
    const at = path.join(dir, 'newer');
    write(at, {
      'node_modules/new/package.json': '{"name": "new", "version": "1.0.0"}',
      'node_modules/new/index.js': 'export * from "./other.js"; export const one = () => [...[1]];', 'node_modules/new/other.js': 'export class Other {}',
      'src/index.js': 'import { one, Other } from "new";\nclass A { x = one()[0] }\nconst f = async ({ a }) => a ** 2;\nexport default f({ a: 3 }).then((nine) => [nine, new A().x, typeof Other]);', 'federation.yaml': `name: newer
mode: production
target: [node, es5]
entry: {main: {import: ./src/index.js, library: {type: commonjs2}}}
output: {path: dist}
`,
    });
    const { report } = await build(at);
    const said = report.warnings.map(({ code, file, line, message }) => `${code} ${file}:${line} ${message}`);
    assert.deepEqual(said, [
      'target-syntax node_modules/new/other.js:1 The target lacks class syntax, const and array spread, which 2 files of the package new have and keep',
      'target-syntax src/index.js:2 The target lacks class syntax, const, async functions and destructuring, which the file has and keeps',
    ]);
    assert.deepEqual(await createRequire(import.meta.url)(path.join(at, 'dist/main.js')).default, [9, 1, 'function']);
  });

  test('import() of files outside, and of remotes that are ES modules, stays and is said', async () => {
    const at = path.join(dir, 'dynamic');
    write(at, {
      'src/index.js': 'import thing from "remote/thing";\nvar text = "import(1)"; import(/* webpackIgnore: true */ text + thing);',
      'federation.yaml': 'name: dynamic\nmode: production\ntarget: [web, es5]\nentry: ./src/index.js\noutput: {path: dist}\nfederation: {name: dynamic, remotes: {remote: "module http://127.0.0.1:1/remoteEntry.js"}}\n',
    });
    const { report } = await build(at);
    assert.deepEqual(report.warnings.map(({ code, file, line, column, message }) => `${code} ${file}:${line}:${column} ${message}`), [
      'target-syntax src/index.js:2:25 The target lacks import(), which the file has and keeps',
    ]);
    assert.equal(fs.readFileSync(path.join(at, 'dist/main.js'), 'utf8').match(/\bimport\(/g).length, 3);
  });
});
