// Source maps that inputs bring are followed: thrown errors lead to the first source, through a minified package and through files of
// the project, and every name of webpack's devtool gives what its words promise.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import esbuild from 'esbuild';
import { build, run } from './lib/build.mjs';
import { missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';

describe('source maps', { skip: skipOrFail(missing()) || !withMfbundle }, () => {
  let dir;
  const write = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  };
  const config = (more) => write('federation.yaml', `name: maps\ntarget: node\n${more}`);
  before(async () => {
    dir = tempDir('maps');
    write('node_modules/pkg/package.json', '{"name": "pkg", "version": "1.0.0", "main": "dist/index.js", "license": "MIT"}');
    write('node_modules/pkg/LICENSE', 'May be used.\n');
    write('node_modules/pkg/src/index.ts', 'export interface Foo { a: number }\n\nexport function boom(x: Foo): never {\n  const helper = (n: number) => n * 2\n\n  throw new Error("package " + helper(x.a))\n}\n');
    write('src/original/own.ts', 'type T = string\n\n\nexport const own = (t: T) => {\n  throw new TypeError(t)\n}\n');
    const common = { absWorkingDir: dir, minify: true, logLevel: 'silent' };
    await esbuild.build({ ...common, entryPoints: ['node_modules/pkg/src/index.ts'], bundle: true, format: 'cjs', sourcemap: true, sourcesContent: false, outfile: 'node_modules/pkg/dist/index.js' });
    await esbuild.build({ ...common, entryPoints: ['src/original/own.ts'], format: 'esm', sourcemap: 'inline', outfile: 'src/own.js' });
    write('src/index.js', `import { boom } from "pkg"
import { own } from "./own"
for (const f of [() => boom({ a: 1 }), () => own("x")]) try { f() } catch (e) { console.log(e.stack.split("\\n").slice(0, 2).join(" ")) }
`);
  });
  for (const mode of ['production', 'development', 'none']) {
    test(`errors lead to the first source: ${mode}`, async () => {
      config('devtool: source-map\n');
      const { report } = await build(dir, { mode });
      assert.deepEqual(report.warnings, []);
      const { stdout } = await run(process.execPath, ['--enable-source-maps', 'dist/main.js'], { cwd: dir });
      const [first, second] = stdout.split('\n');
      assert.match(first, /Error: package 2 .*node_modules\/pkg\/src\/index\.ts:6:9/);
      assert.match(second, /TypeError: x .*src\/original\/own\.ts:5:9/);
      const map = JSON.parse(fs.readFileSync(path.join(dir, 'dist/main.js.map'), 'utf8'));
      const i = map.sources.indexOf('node_modules/pkg/src/index.ts');
      assert.equal(map.sourcesContent[i], fs.readFileSync(path.join(dir, 'node_modules/pkg/src/index.ts'), 'utf8'), 'the file on disk stands in for content that the map lacks');
      assert.ok(map.ignoreList.includes(i));
      assert.equal(fs.readFileSync(path.join(dir, 'dist/main.js'), 'utf8').match(/sourceMappingURL=/g).length, 1, 'comments of inputs speak for them only');
    });
  }
  test('a map that is missing or broken is a warning for own files, and nothing for packages', async () => {
    write('src/a.js', 'import "./b"; import "quiet"; try { null.x } catch (e) { console.log(e.stack.split("\\n")[1]) }\n//# sourceMappingURL=nowhere.map');
    write('src/b.js', '\n//# sourceMappingURL=data:application/json;base64,e30=');
    write('node_modules/quiet/index.js', '\n//# sourceMappingURL=nowhere.map');
    config('devtool: source-map\nentry: ./src/a.js\n');
    const { report } = await build(dir);
    assert.deepEqual(report.warnings.map((w) => [w.code, w.file]), [['source-map-input', 'src/a.js'], ['source-map-input', 'src/b.js']]);
    const { stdout } = await run(process.execPath, ['--enable-source-maps', 'dist/main.js'], { cwd: dir });
    assert.match(stdout, /src\/a\.js:1:\d+/);
  });
  test('names of devtool', async () => {
    const words = ['', 'inline-', 'hidden-', 'eval-'].flatMap((a) => ['', 'nosources-'].flatMap((b) => ['', 'cheap-', 'cheap-module-'].flatMap((c) => ['', '-debugids'].map((d) => `${a}${b}${c}source-map${d}`))));
    for (const name of ['eval', ...words]) {
      fs.rmSync(path.join(dir, 'dist'), { recursive: true, force: true });
      config(`devtool: ${name}\n`);
      await build(dir);
      const js = fs.readFileSync(path.join(dir, 'dist/main.js'), 'utf8');
      const file = fs.existsSync(path.join(dir, 'dist/main.js.map')) && fs.readFileSync(path.join(dir, 'dist/main.js.map'), 'utf8');
      assert.doesNotMatch(js, /\beval\(/, name);
      const inside = /^(inline-|eval)/.test(name);
      assert.equal(!file, inside, `${name}: a file of its own`);
      const comment = js.match(/\n\/\/# sourceMappingURL=(\S+)\n?$/);
      assert.equal(!comment, name.startsWith('hidden-'), `${name}: comment`);
      const map = JSON.parse(file || Buffer.from(comment[1].split('base64,')[1], 'base64').toString());
      assert.equal(!map.sourcesContent, name.includes('nosources-'), `${name}: contents`);
      assert.ok(map.sources.includes('src/original/own.ts'), name);
      const id = js.match(/\n\/\/# debugId=([0-9a-f-]{36})\n/)?.[1];
      assert.equal(id, map.debugId, name);
      assert.equal(!id, !name.endsWith('-debugids'), `${name}: id`);
    }
  });
  test('licenses lists what is bundled', async () => {
    config('licenses: true\n');
    await build(dir);
    const list = JSON.parse(fs.readFileSync(path.join(dir, 'dist/licenses.json'), 'utf8'));
    assert.deepEqual(list, { version: 1, packages: [{ name: 'pkg', version: '1.0.0', license: 'MIT', text: 'May be used.\n' }] });
    config('licenses: third-party.txt\n');
    await build(dir);
    assert.equal(fs.readFileSync(path.join(dir, 'dist/third-party.txt'), 'utf8'), 'pkg 1.0.0\nLicense: MIT\n\nMay be used.\n\n');
  });
  test('licenses lists what each container brings: exposes, what these load, workers and shares', async () => {
    for (const name of ['own', 'exposed', 'later', 'working', 'shared', 'below']) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', license: 'MIT' }));
      write(`node_modules/${name}/index.js`, `${name === 'shared' ? 'require("below");' : ''}exports.name = ${JSON.stringify(name)}\n`);
    }
    write('src/app.js', 'import { name } from "own"\nimport * as shared from "shared"\nconsole.log(name, shared)\n');
    write('src/exposed.js', 'import { name } from "exposed"\nexport const all = [name, () => import("later"), () => new Worker(new URL("./worker.js", import.meta.url))]\n');
    write('src/worker.js', 'import { name } from "working"\nconsole.log(name)\n');
    const apart = (file) => `target: web\nentry: ./src/app.js\nlicenses: ${file}\nfederation: {name: cart, exposes: {./x: ./src/exposed.js}, shared: {shared: {version: 1.0.0, requiredVersion: ^1.0.0}}}\n`;
    write('federation.yaml', `name: maps\n${apart('true')}`);
    await build(dir);
    const list = JSON.parse(fs.readFileSync(path.join(dir, 'dist/licenses.json'), 'utf8'));
    assert.deepEqual(list.packages.map((p) => p.name), ['below', 'exposed', 'later', 'own', 'shared', 'working']);
    const brought = ['below', 'exposed', 'later', 'shared', 'working'];
    assert.deepEqual(list.containers, [{ name: 'cart', packages: brought.map((name) => ({ name, version: '1.0.0' })) }]);
    write('federation.yaml', `name: maps\n${apart('third-party.txt')}`);
    await build(dir);
    const text = fs.readFileSync(path.join(dir, 'dist/third-party.txt'), 'utf8');
    assert.ok(text.endsWith(`\nPackages of the container cart:\n${brought.map((name) => `  ${name} 1.0.0\n`).join('')}\n`), text);
  });
});
